import { describe, expect, it } from 'vitest';
import { floorOf, floorRelease, moduleLines, parseFloor, shimLines } from '../../../../src/core/go/floors.ts';

function floor(text: string): string | undefined {
  return floorOf(parseFloor(text))?.version;
}

describe('the floor of a go.mod or go.work', () => {
  it.each([
    ['go and a newer toolchain', 'module m\n\ngo 1.22\n\ntoolchain go1.22.5\n', '1.22.5'],
    ['toolchain before go', 'toolchain go1.22.5\ngo 1.22\n', '1.22.5'],
    ['blanks and tabs', 'go\t1.22\ntoolchain   \tgo1.22.5\n', '1.22.5'],
    ['an indented line', '  go 1.22\n', '1.22'],
    ['a toolchain in a comment', 'go 1.22\n// toolchain go1.22.5\n', '1.22'],
    ['comments behind', 'go 1.22 // x\ntoolchain go1.22.5 // y\n', '1.22.5'],
    ['toolchain default', 'go 1.22\ntoolchain default\n', '1.22'],
    ['a prerelease toolchain', 'go 1.22\ntoolchain go1.23rc2\n', '1.23rc2'],
    ['U+0085 behind, a blank to Go', 'go 1.22\u0085\n', '1.22'],
    ['a byte order mark, a letter to Go', '\uFEFFgo 1.22\n', undefined],
    ['CRLF', 'go 1.22\r\ntoolchain go1.22.5\r\n', '1.22.5'],
    ['only a toolchain', 'toolchain go1.21.4\n', '1.21.4'],
    ['a toolchain older than go', 'go 1.700\ntoolchain go1.300\n', '1.700'],
    ['a toolchain equal to go', 'go 1.22.5\ntoolchain go1.22.5\n', '1.22.5'],
    ['a toolchain with a suffix', 'go 1.22\ntoolchain go1.800-bigcorp\n', '1.22'],
    ['the first of two go lines', 'go 1.22\ngo 1.25\n', '1.22'],
    ['nothing', 'module m\n', undefined],
    ['a quoted version', 'go "1.22"\n', undefined],
    ['a factored form', 'go (\n1.22\n)\n', undefined],
    ['four numbers', 'go 1.27.0.1\n', undefined],
    ['a word that begins with go', 'godebug default=go1.21\n', undefined],
    ['a shell command', 'go $(touch x)\n', undefined],
  ])('%s', (_, text, expected) => {
    expect(floor(text)).toBe(expected);
  });

  it('says in which line it stands', () => {
    expect(floorOf(parseFloor('module m\n\ngo 1.22\n'))?.line).toBe(3);
    expect(floorOf(parseFloor('go 1.22\n\n\ntoolchain go1.23.1\n'))?.line).toBe(4);
  });

  it.each([
    ['go 1.22\n', undefined],
    ['go 1.20\n', undefined],
    ['go 1.22.3\n', '1.22.3'],
    ['go 1.22rc1\n', '1.22rc1'],
  ])('%j names the release %s', (text, expected) => {
    const line = floorOf(parseFloor(text));
    expect(line && floorRelease(line)?.label).toBe(expected);
  });
});

describe('the lines that the shims see', () => {
  it.each([
    ['both lines', 'module m\n\ngo 1.22\n\ntoolchain go1.24.1\n\nrequire (\n)\n', 5],
    ['a toolchain before the go line', 'toolchain go1.24.1\nrequire x v1\ngo 1.22\n', 1],
    ['a go line behind a list', 'require (\n\tx v1\n)\ngo 1.22\ntoolchain go1.24.1\n', 5],
    ['a comment that ends like a list', 'go 1.22\n// see (\ntoolchain go1.24.1\n', 3],
    ['a toolchain behind a requirement', 'go 1.22\nrequire x v1\ntoolchain go1.24.1\n', undefined],
    ['a toolchain behind a list', 'go 1.22\n\ngodebug (\n)\ntoolchain go1.24.1\n', undefined],
    ['a toolchain beyond 64 KiB', `go 1.22\n${'// text\n'.repeat(9_000)}toolchain go1.24.1\n`, undefined],
  ])('%s', (_title, text, line) => {
    expect(shimLines(text).toolchain?.line).toBe(line);
    expect(shimLines(text).go).toEqual(moduleLines(text).go);
    expect(moduleLines(text).toolchain).toMatchObject({ text: 'go1.24.1' });
  });
});
