import { describe, expect, it } from 'vitest';
import { isUsualFlag, modFlag, parseGoFlags } from '../../../../src/core/settings/goflags.ts';

describe('GOFLAGS', () => {
  it.each([
    ['', []],
    [
      '-mod=vendor  --tags=a,b',
      [
        ['mod', 'vendor'],
        ['tags', 'a,b'],
      ],
    ],
    [
      "'-ldflags=-s -w' -v",
      [
        ['ldflags', '-s -w'],
        ['v', undefined],
      ],
    ],
    ['"-tags=x y"', [['tags', 'x y']]],
    ["-ldflags='-s", [['ldflags', "'-s"]]],
    ['-x=', [['x', '']]],
  ])('%j has these flags', (value, flags) => {
    expect(parseGoFlags(value)).toEqual({ flags: flags.map(([name, text]) => ({ name, value: text })) });
  });

  it.each([
    ["'-x", "unterminated ' string"],
    ['-v "-x', 'unterminated " string'],
    ['-mod vendor', 'non-flag "vendor"'],
    ['-', 'non-flag "-"'],
    ['--', 'non-flag "--"'],
    ['---x', 'non-flag "---x"'],
    ['-=x', 'non-flag "-=x"'],
  ])('%j is refused in the words of go', (value, refused) => {
    expect(parseGoFlags(value)).toEqual({ refused });
  });

  it('has one -mod that counts, the last', () => {
    const read = parseGoFlags('-mod=mod -v -mod=vendor');
    expect('flags' in read ? modFlag(read.flags) : read).toBe('vendor');
    expect(modFlag([])).toBe(undefined);
  });

  it('needs no look into a toolchain for -mod, and one for others', () => {
    expect(
      ['mod', 'tags', 'debug-trace', 'nosuch'].map((name) => isUsualFlag({ name, value: undefined })),
    ).toEqual([true, true, false, false]);
  });
});
