import { describe, expect, it } from 'vitest';
import { expectRefusedEntries, GOOD, placeArchive } from '../support/hostile-archive.ts';
import { paxEntry, tarGz, type TarEntry } from '../support/tar-bytes.ts';

/** A name as Go records it: in an extended header when it is long or not ASCII. */
function named(path: string): readonly TarEntry[] {
  return /^[\u0000-\u007f]{1,100}$/.test(path)
    ? [{ path, body: 'x' }]
    : [paxEntry({ path }), { path: 'go/stands-in', body: 'x' }];
}

describe('names of official archives', () => {
  it.each([
    'go/test/fixedbugs/issue27836.dir/Þfoo.go',
    'go/.github/ISSUE_TEMPLATE/config.yml',
    'go/src/a b/c.go',
    'go/src/cmd/go/testdata/mod/github.com_dmitshur-test_modtest5_v0.5.0-alpha.0.20190619023908-3da23a9deb9e.txt',
    `go/${'x'.repeat(255)}`,
    `go/${'0123456789/'.repeat(90)}x`,
  ])('%s', async (path) => {
    expect(await placeArchive(tarGz([...GOOD, ...named(path)]))).toMatchObject({ code: 'ok' });
  });

  it('in two fields of the header', async () => {
    const entry: TarEntry = { path: 'x.go', edit: (header) => void header.write('go/src/prefixed', 345) };
    expect(await placeArchive(tarGz([...GOOD, entry]))).toMatchObject({ code: 'ok' });
    const twice: TarEntry = { path: 'print.go', edit: (header) => void header.write('go/src/fmt', 345) };
    await expectRefusedEntries([twice], /"?go\/src\/fmt\/print.go"? appears twice/);
  });
});

describe('names with characters that nobody sees are refused', () => {
  it.each<readonly [string, string, string]>([
    ['escape, which drives terminals', '\u001b[2J', 'U+001B'],
    ['line feed', '\n', 'U+000A'],
    ['carriage return', '\r', 'U+000D'],
    ['tab', '\t', 'U+0009'],
    ['delete', '\u007f', 'U+007F'],
    ['control of C1', '\u009b', 'U+009B'],
    ['right-to-left override', '\u202e', 'U+202E'],
    ['left-to-right embedding', '\u202a', 'U+202A'],
    ['isolate', '\u2066', 'U+2066'],
    ['right-to-left mark', '\u200f', 'U+200F'],
    ['Arabic letter mark', '\u061c', 'U+061C'],
    ['zero-width space', '\u200b', 'U+200B'],
    ['zero-width joiner', '\u200d', 'U+200D'],
    ['word joiner', '\u2060', 'U+2060'],
    ['byte order mark', '\ufeff', 'U+FEFF'],
    ['soft hyphen', '\u00ad', 'U+00AD'],
    ['line separator', '\u2028', 'U+2028'],
    ['paragraph separator', '\u2029', 'U+2029'],
    ['variation selector', '\ufe0f', 'U+FE0F'],
    ['Hangul filler', '\u3164', 'U+3164'],
    ['tag', '\u{e0061}', 'U+E0061'],
    ['backslash', '\\', 'U+005C'],
    ['replacement character', '\ufffd', 'U+FFFD'],
  ])('%s', async (_, character, code) => {
    await expectRefusedEntries(named(`go/a${character}b`), code);
  });
});

describe('names that another file system would read otherwise are refused', () => {
  it.each<readonly [string, string, RegExp]>([
    ['a blank at the end', 'go/x ', /ends in a blank or a dot/],
    ['a blank at the end of a directory', 'go/x /y', /ends in a blank or a dot/],
    ['a wide blank at the end', 'go/x\u3000', /ends in a blank or a dot/],
    ['a dot at the end', 'go/x.', /ends in a blank or a dot/],
    ['three dots', 'go/...', /ends in a blank or a dot/],
    ['256 bytes', `go/${'x'.repeat(256)}`, /too long/],
    ['256 bytes in 128 characters', `go/${'é'.repeat(128)}`, /too long/],
    ['a path of 1100 bytes', `go/${'0123456789/'.repeat(100)}x`, /too long/],
    ['nothing', '', /a malformed path/],
    ['a path out of the tree', 'go/../x', /not a plain relative path/],
    ['an absolute path', '/go/x', /lies outside go\//],
    ['an empty part', 'go//x', /not a plain relative path/],
    ['a path outside go/', 'gone/x', /lies outside go\//],
  ])('%s', async (_, path, why) => {
    await expectRefusedEntries(named(path), why);
  });
});

describe('names that are no UTF-8 text are refused', () => {
  it.each<readonly [string, readonly number[]]>([
    ['Latin-1', [0xe9]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a character cut off', [0xe2, 0x80]],
  ])('%s', async (_, bytes) => {
    const edit = (header: Buffer): void => header.set(bytes, 5);
    await expectRefusedEntries([{ path: 'go/xx', edit }], /a name that is no UTF-8 text/);
  });
});
