import type { Defence } from './defence.ts';

const COPY = 'each file is hashed as it is copied';
const SHARED = 'only a tree that no other account may write is shared';
const UNDO = 'it removes a toolchain that is as the import left it, and of files a pin alone';

/** Trees and choices of other managers that gv takes over. */
export const IMPORTS: readonly Defence[] = [
  {
    name: 'a copy of another tree has the proven digests',
    file: 'src/io/foreign/copy.worker.ts',
    text: 'copy?.sha256 !== file.sha256',
    instead: 'copy === undefined',
    test: 'test/io/foreign/copy-covered.test.ts',
    promise: COPY,
  },
  {
    name: 'a shared tree has no other writers on its way',
    file: 'src/io/foreign/tree-writer.ts',
    text: 'if (onTheWay !== undefined) return onTheWay;',
    instead: '',
    test: 'test/io/foreign/tree-writer.test.ts',
    promise: SHARED,
  },
  {
    name: 'a tree that others may write is not shared',
    file: 'src/core/foreign/import-plan.ts',
    text: 'if (writer !== undefined) return stay(`not shared: ${writer}`);',
    instead: '',
    test: 'test/unit/core/foreign/import-plan.test.ts',
    promise: SHARED,
  },
  {
    name: 'gv verify asks who may write a shared tree',
    file: 'src/jobs/installed/verify-tree.ts',
    text: "if (receipt?.shared !== true || entryKind(path) !== 'link') return [];",
    instead: 'if (receipt !== null) return [];',
    test: 'test/cli/releases/import-link.test.ts',
    promise: SHARED,
  },
  {
    name: "the record of an import is the owner's",
    file: 'src/jobs/import/record.ts',
    text: 'if (writer !== undefined)',
    instead: 'if (writer === null)',
    test: 'test/io/foreign/import-undo.test.ts',
    promise: UNDO,
  },
  {
    name: 'the way back of an import removes no file but a pin',
    file: 'src/jobs/import/undo.ts',
    text: 'isAbsolute(file) && basename(file) === GO_VERSION',
    instead: 'isAbsolute(file)',
    test: 'test/io/foreign/import-undo.test.ts',
    promise: UNDO,
  },
  {
    name: 'the way back of an import leaves a changed toolchain',
    file: 'src/jobs/import/undo.ts',
    text: "if (state === 'intact') return undefined;",
    instead: "if (state !== 'unknown') return undefined;",
    test: 'test/io/foreign/import-undo.test.ts',
    promise: UNDO,
  },
  {
    name: 'a version of mise is a version',
    file: 'src/jobs/import/projects.ts',
    text: 'const pin = pinOf(asked);',
    instead: 'const pin = asked;',
    test: 'test/io/foreign/other-choices.test.ts',
    promise: 'pins are matched against a strict pattern and never evaluated',
  },
];
