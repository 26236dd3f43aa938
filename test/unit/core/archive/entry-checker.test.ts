import { describe, expect, it } from 'vitest';
import { entryChecker } from '../../../../src/core/archive/entry-checker.ts';

type Row = readonly [path: string, type?: string, size?: number];

function check(...rows: readonly Row[]): readonly string[] {
  const checker = entryChecker();
  return rows.map(([path, type = 'File', size = 1]) => checker.check({ path, type, size }));
}

describe('entries of an official archive', () => {
  it('pass with and without directory entries, in any order, with a name in UTF-8', () => {
    expect(
      check(
        ['go/', 'Directory', 0],
        ['go/VERSION'],
        ['go/test/fixedbugs/issue27836.dir/Þfoo.go'],
        ['go/test/', 'Directory', 0],
      ),
    ).toEqual(['go', 'go/VERSION', 'go/test/fixedbugs/issue27836.dir/Þfoo.go', 'go/test']);
  });
});

describe('hostile entries', () => {
  it.each<readonly [string, readonly Row[]]>([
    ['absolute path', [['/etc/passwd']]],
    ['parent path', [['go/../../x']]],
    ['parent path at the end', [['go/src/..', 'Directory', 0]]],
    ['dot path', [['go/./x']]],
    ['empty part', [['go//x']]],
    ['outside go/', [['gone/x']]],
    ['a prefix that only looks like go/', [['go', 'File']]],
    ['backslash', [['go\\..\\x']]],
    ['control character', [['go/a\u001b[2Jb']]],
    ['newline', [['go/a\nb']]],
    ['NUL', [['go/a\u0000b']]],
    ['invalid UTF-8', [['go/a\ufffdb']]],
    ['control character of C1', [['go/a\u009bb']]],
    ['bidirectional override', [['go/a\u202eb']]],
    ['zero-width space', [['go/a\u200bb']]],
    ['blank at the end of a directory', [['go/a /b']]],
    ['dot at the end', [['go/a.']]],
    ['name of 256 bytes', [[`go/${'é'.repeat(128)}`]]],
    ['path of 1025 bytes', [[`go/${'a/'.repeat(512)}`, 'Directory', 0]]],
    ['symbolic link', [['go/x', 'SymbolicLink']]],
    ['hard link', [['go/x', 'Link']]],
    ['device', [['go/x', 'CharacterDevice']]],
    ['FIFO', [['go/x', 'FIFO']]],
    ['file with a trailing slash', [['go/x/', 'File']]],
    ['duplicate file', [['go/x'], ['go/x']]],
    [
      'duplicate directory',
      [
        ['go/x/', 'Directory'],
        ['go/x/', 'Directory'],
      ],
    ],
    ['case-fold collision', [['go/Makefile'], ['go/makefile']]],
    ['collision of directories that differ in case', [['go/Src/a'], ['go/src/b']]],
    ['collision by Unicode composition', [['go/\u00e9'], ['go/e\u0301']]],
    ['file, then directory', [['go/x'], ['go/x/', 'Directory']]],
    ['file used as a directory', [['go/x'], ['go/x/y']]],
    ['directory, then file', [['go/x/y'], ['go/x']]],
    ['oversized entry', [['go/x', 'File', 600 * 1024 * 1024]]],
    [
      'bomb of many entries',
      [
        ['go/a', 'File', 5e8],
        ['go/b', 'File', 5e8],
        ['go/c', 'File', 5e8],
        ['go/d', 'File', 5e8],
        ['go/e', 'File', 5e8],
      ],
    ],
  ])('%s is refused', (_, rows) => {
    expect(() => check(...rows)).toThrow(expect.objectContaining({ code: 'archive-hostile', exit: 5 }));
  });

  it('too many entries are refused', () => {
    const checker = entryChecker();
    const all = (): void => {
      for (let n = 0; n <= 100_000; n += 1) checker.check({ path: `go/${n}`, type: 'File', size: 0 });
    };
    expect(all).toThrow(expect.objectContaining({ code: 'archive-hostile' }));
    expect(checker.count).toBe(100_001);
  });
});
