import { describe, expect, it } from 'vitest';
import { manifestText, parseManifest } from '../../../../src/core/toolchain/manifest.ts';
import { checkTree, type TreeEntry } from '../../../../src/core/toolchain/tree-check.ts';
import type { TreeFlaw } from '../../../../src/core/toolchain/tree-flaw.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const;

describe('a manifest', () => {
  it('is read as it was written', () => {
    const files = [
      { path: 'bin/go', sha256: A },
      { path: 'test/a  b/Þ.go', sha256: B },
    ];
    expect([...(parseManifest(manifestText(files)) ?? [])]).toEqual(
      files.map(({ path, sha256 }) => [path, sha256]),
    );
  });

  it.each([
    '',
    'nonsense\n',
    `${A}  ../up\n`,
    `${A}  /etc/passwd\n`,
    `${A}  a//b\n`,
    `${A}  a\n${B}  a\n`,
    `${A.toUpperCase()}  a\n`,
    `${A} a\n`,
  ])('that says %j says nothing', (text) => {
    expect(parseManifest(text)).toBeUndefined();
  });
});

const MANIFEST = new Map([
  ['bin/go', A],
  ['src/a.go', B],
]);

function entry(path: string, more: Partial<TreeEntry> = {}): TreeEntry {
  return { path, kind: 'file', mode: path.startsWith('bin/') ? 0o755 : 0o644, size: 1, ...more };
}

const WHOLE = [entry('bin', { kind: 'directory', mode: 0o755 }), entry('bin/go'), entry('src/a.go')];
const DIGESTS = new Map(MANIFEST);

function findings(entries: readonly TreeEntry[], digests = DIGESTS): readonly TreeFlaw[] {
  return checkTree(MANIFEST, entries, digests);
}

/** The whole tree with one entry of it in another form. */
function but(path: string, more: Partial<TreeEntry>): readonly TreeEntry[] {
  return WHOLE.map((known) => (known.path === path ? { ...known, ...more } : known));
}

describe('a tree', () => {
  it('that is as it was has no findings, nor has one that nobody may write any more', () => {
    expect(findings(WHOLE)).toEqual([]);
    expect(findings(but('src/a.go', { mode: 0o444 }))).toEqual([]);
    expect(findings(but('src/a.go', { mode: 0o664 }))).toEqual([]);
  });

  it.each([
    { what: 'a file gone', entries: WHOLE.slice(0, 2), kind: 'missing', path: 'src/a.go' },
    { what: 'a file more', entries: [...WHOLE, entry('src/b.go')], kind: 'extra', path: 'src/b.go' },
    {
      what: 'a device',
      entries: [...WHOLE, entry('src/d', { kind: 'other' })],
      kind: 'extra',
      path: 'src/d',
    },
    { what: 'a link more', entries: [...WHOLE, entry('l', { kind: 'link' })], kind: 'link', path: 'l' },
    { what: 'a link for a file', entries: but('src/a.go', { kind: 'link' }), kind: 'link', path: 'src/a.go' },
    {
      what: 'a FIFO for a file',
      entries: but('src/a.go', { kind: 'other' }),
      kind: 'irregular',
      path: 'src/a.go',
    },
    {
      what: 'a program that does not run',
      entries: but('bin/go', { mode: 0o644 }),
      kind: 'mode',
      path: 'bin/go',
    },
    { what: 'a set-user-ID program', entries: but('bin/go', { mode: 0o4755 }), kind: 'mode', path: 'bin/go' },
    {
      what: 'a file for everybody',
      entries: but('src/a.go', { mode: 0o666 }),
      kind: 'mode',
      path: 'src/a.go',
    },
    { what: 'a directory for everybody', entries: but('bin', { mode: 0o777 }), kind: 'mode', path: 'bin' },
  ])('with $what', ({ entries, kind, path }) => {
    expect(findings(entries)).toEqual([{ kind, path }]);
  });

  it('with other bytes, or with a file that went away meanwhile', () => {
    expect(findings(WHOLE, new Map([...MANIFEST, ['src/a.go', A]]))).toEqual([
      { kind: 'changed', path: 'src/a.go' },
    ]);
    expect(findings(WHOLE, new Map([['bin/go', A]]))).toEqual([{ kind: 'changed', path: 'src/a.go' }]);
  });

  it('where a directory stands in a file’s place names it once', () => {
    expect(findings(but('src/a.go', { kind: 'directory' }))).toEqual([
      { kind: 'irregular', path: 'src/a.go' },
    ]);
  });
});
