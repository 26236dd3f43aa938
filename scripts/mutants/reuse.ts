import type { Defence } from './defence.ts';

const COPIES = 'copies are hashed in the stage';
const TREES = 'a tree on disk is judged by the checksum database';
const HINTS = 'size and CRC decide what is copied, and prove nothing';

/** Upgrades that copy what an installed toolchain has already. */
export const REUSE: readonly Defence[] = [
  {
    name: 'the checksum database proves copied files too',
    file: 'src/jobs/install/module.ts',
    text: "answer.kind === 'proof' && answer.proof.h1 === tree.h1",
    instead: "answer.kind === 'proof'",
    test: 'test/hostile/reuse-forged-crc.test.ts',
    promise: HINTS,
  },
  {
    name: 'nothing is copied where nothing proves it',
    file: 'src/jobs/install/module.ts',
    text: 'job.reuse && !job.unproven',
    instead: 'job.reuse',
    test: 'test/hostile/reuse-forged-crc.test.ts',
    promise: HINTS,
  },
  {
    name: 'a copy has the CRC of the directory',
    file: 'src/io/zip/reuse-file.ts',
    text: 'content === undefined || crc32(content) !== file.record.crc',
    instead: 'content === undefined',
    test: 'test/hostile/reuse-odd-files.test.ts',
    promise: HINTS,
  },
  {
    name: 'a link in an installed toolchain is not followed',
    file: 'src/io/zip/reuse-file.ts',
    text: 'constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;',
    instead: 'constants.O_RDONLY | constants.O_NONBLOCK;',
    test: 'test/hostile/reuse-odd-files.test.ts',
    promise: COPIES,
  },
  {
    name: 'a copied file is never executable before its proof',
    file: 'src/io/zip/reuse-file.ts',
    text: "import { type Give, UNPROVEN_MODE } from '../disk/owner.ts';",
    instead: "import type { Give } from '../disk/owner.ts'; const UNPROVEN_MODE = 0o755;",
    test: 'test/hostile/reuse-odd-files.test.ts',
    promise: COPIES,
  },
  {
    name: 'a copy never writes through what lies there already',
    file: 'src/io/zip/reuse-file.ts',
    text: 'constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;',
    instead: 'constants.O_WRONLY | constants.O_CREAT;',
    test: 'test/io/reuse/reuse-file.test.ts',
    promise: COPIES,
  },
  {
    name: 'a piece is the range that was asked for',
    file: 'src/io/ranges/ranged-file.ts',
    text: 'range.start !== from || range.end !== to - 1',
    instead: 'range.start !== from',
    test: 'test/io/ranges/ranged-file.test.ts',
    promise: HINTS,
  },
  {
    name: 'all pieces are of one file',
    file: 'src/io/ranges/ranged-file.ts',
    text: "range.total === total && (answer.headers['etag'] ?? tag) === tag",
    instead: 'range.total === total',
    test: 'test/hostile/reuse-ranges-lie.test.ts',
    promise: HINTS,
  },
  {
    name: 'a tree is proven by its h1',
    file: 'src/jobs/trees/judge-tree.ts',
    text: 'if (h1 === recorded) return sound(found);',
    instead: 'if (h1 !== recorded) return sound(found);',
    test: 'test/io/trees/judge-tree.test.ts',
    promise: TREES,
  },
  {
    name: 'changed bytes are put in the place of the tree before nothing else differs',
    file: 'src/jobs/trees/name-files.ts',
    text: "!== h1) return { kind: 'hidden', flaws };",
    instead: "=== '') return { kind: 'hidden', flaws };",
    test: 'test/io/trees/judge-tree.test.ts',
    promise: TREES,
  },
  {
    name: 'a list of this machine counts where it has the recorded h1 alone',
    file: 'src/jobs/trees/name-files.ts',
    text: 'manifest !== undefined && listedH1(manifest, module) === h1',
    instead: 'manifest !== undefined',
    test: 'test/io/trees/repair.test.ts',
    promise: TREES,
  },
  {
    name: 'a repaired tree has the recorded h1 before it is visible',
    file: 'src/jobs/trees/repair.ts',
    text: 'if (release?.tree.h1 === h1) return',
    instead: 'if (release !== undefined) return',
    test: 'test/io/trees/repair.test.ts',
    promise: TREES,
  },
  {
    name: 'a repaired tree takes over no file outside h1 that changed',
    file: 'src/io/tree/copy-listed.ts',
    text: "hash('sha256', bytes) !== file.sha256",
    instead: 'bytes.length < 0',
    test: 'test/io/trees/repair.test.ts',
    promise: TREES,
  },
];
