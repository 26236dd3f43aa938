import { describe, expect, it } from 'vitest';
import { compareSums, lineName, parseSums } from '../../../../src/core/modules/sums.ts';

const ZIP = 'h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=';
const MOD = 'h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=';
const OTHER = 'h1:7uVkIFmeBqHfdjD+gZwtXXI+RODJ2Wc4O7MPEh/QiW4=';

/** Names, kinds and line numbers. */
function read(text: string): readonly string[] {
  return parseSums(text).lines.map((line) => `${line.line} ${lineName(line)}`);
}

describe('a go.sum', () => {
  it('has a line for a zip and one for a go.mod', () => {
    const { lines, malformed } = parseSums(`rsc.io/quote v1.5.2 ${ZIP}\nrsc.io/quote v1.5.2/go.mod ${MOD}\n`);
    expect(lines).toEqual([
      { line: 1, path: 'rsc.io/quote', version: 'v1.5.2', kind: 'zip', hash: ZIP },
      { line: 2, path: 'rsc.io/quote', version: 'v1.5.2', kind: 'go.mod', hash: MOD },
    ]);
    expect(malformed).toEqual([]);
  });

  it('may have CRLF, tabs, empty lines and blanks of Unicode, as Go splits words', () => {
    expect(read(`a v1 ${ZIP}\r\n\r\n\t\n \u0085 \nb\u00a0v1\u2003${ZIP}`)).toEqual(['1 a v1', '5 b v1']);
  });

  it('keeps a byte order mark as a part of the first path', () => {
    expect(read(`\ufeffa v1 ${ZIP}\n`)).toEqual(['1 \ufeffa v1']);
  });

  it('names lines of other shapes, such as the marks of a merge', () => {
    const text = `<<<<<<< HEAD\na v1 ${ZIP}\n=======\n>>>>>>> other\na b c d\n`;
    expect(parseSums(text).malformed.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
  });

  it('has no line for the hash of an empty go.mod, which Go drops', () => {
    expect(read('a v1/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=\n')).toEqual([]);
  });

  it.each([
    ['a line that agrees', [ZIP], []],
    ['another hash', [OTHER], [1]],
    ['the right one first', [ZIP, OTHER], []],
    ['the right one last: go refuses the first', [OTHER, ZIP], [1]],
    ['a hash of another kind before', ['h2:x', ZIP], []],
    ['a hash of another kind alone', ['h2:x'], []],
  ])('is compared with the cache as go does: %s', (_, hashes, differs) => {
    const { lines } = parseSums(hashes.map((hash) => `a v1 ${hash}\n`).join(''));
    const verdict = compareSums(lines, () => ZIP);
    expect(verdict.differs.map(({ line }) => line)).toEqual(differs);
    expect(verdict.notInCache).toBe(0);
  });

  it('counts what is not in the cache', () => {
    const { lines } = parseSums(`a v1 ${ZIP}\na v1/go.mod ${MOD}\nb v1 ${ZIP}\n`);
    const hashOf = ({ kind, path }: { readonly kind: string; readonly path: string }) =>
      kind === 'zip' && path === 'a' ? ZIP : undefined;
    expect(compareSums(lines, hashOf)).toEqual({ differs: [], notInCache: 2 });
  });
});
