import { describe, expect, it } from 'vitest';
import {
  checkPart,
  LIST_NAME,
  quotedRootIn,
  type ProgramPart,
} from '../../../../src/core/own/program-check.ts';
import type { TreeEntry } from '../../../../src/core/toolchain/tree-check.ts';

const entry = (path: string, more: Partial<TreeEntry> = {}): TreeEntry => ({
  path,
  kind: 'file',
  mode: 0o644,
  size: 1,
  ...more,
});

/** A lib that is as its list says. */
const SOUND: ProgramPart = {
  name: 'lib',
  manifest: new Map([
    ['gv.js', 'aa'],
    ['shims/gv', 'bb'],
  ]),
  entries: [
    entry('gv.js'),
    entry('shims', { kind: 'directory', mode: 0o755 }),
    entry('shims/gv', { mode: 0o755 }),
    entry(LIST_NAME),
  ],
  digests: new Map([
    ['gv.js', 'aa'],
    ['shims/gv', 'bb'],
  ]),
};

/** The flaws of the sound part with one entry replaced, or added. */
function flawsWith(changed: TreeEntry, digest?: string): readonly string[] {
  const entries = [...SOUND.entries.filter(({ path }) => path !== changed.path), changed];
  const digests = digest === undefined ? SOUND.digests : new Map(SOUND.digests).set(changed.path, digest);
  return checkPart({ ...SOUND, entries, digests }).map(({ kind, path }) => `${kind} ${path}`);
}

describe('a part of the program', () => {
  it('is sound where every file is as listed; the list does not list itself', () => {
    expect(checkPart(SOUND)).toEqual([]);
  });

  it.each<readonly [string, TreeEntry, string | undefined, string]>([
    ['another content', entry('gv.js'), 'cc', 'changed lib/gv.js'],
    ['a file more', entry('evil.js'), undefined, 'extra lib/evil.js'],
    ['a link for a file', entry('gv.js', { kind: 'link' }), undefined, 'link lib/gv.js'],
    ['a launcher that cannot run', entry('shims/gv'), undefined, 'mode lib/shims/gv'],
    ['a file for every account', entry('gv.js', { mode: 0o666 }), undefined, 'mode lib/gv.js'],
    ['one flaw for two wrong modes', entry('shims/gv', { mode: 0o646 }), undefined, 'mode lib/shims/gv'],
  ])('names %s', (_, changed, digest, flaw) => {
    expect(flawsWith(changed, digest)).toEqual([flaw]);
  });

  it('misses a file that is listed, and a list that is not there', () => {
    const entries = SOUND.entries.filter(({ path }) => path !== 'gv.js');
    expect(checkPart({ ...SOUND, entries })).toEqual([{ kind: 'missing', path: 'lib/gv.js' }]);
    expect(checkPart({ ...SOUND, manifest: undefined })).toEqual([
      { kind: 'missing', path: 'lib/files.sha256' },
    ]);
  });
});

describe('the root in a start-up file', () => {
  it('is the text between the template’s parts', () => {
    expect(quotedRootIn("a='@GV_ROOT@'\nb\n", "a='/x/it'\\''s'\nb\n")).toBe("/x/it'\\''s");
  });

  it.each([
    ['a line more', "a='/x'\nb\nevil\n"],
    ['a line before', "evil\na='/x'\nb\n"],
    ['nothing', ''],
    ['less than the template has', "a='\nb\n"],
  ])('is none where the text has %s', (_, text) => {
    expect(quotedRootIn("a='@GV_ROOT@'\nb\n", text)).toBe(undefined);
  });
});
