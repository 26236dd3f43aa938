import { describe, expect, it } from 'vitest';
import { parseTrace } from '../../../../src/core/choice/trace.ts';

describe('the resolver’s trace', () => {
  it('gives the base with what raised it, and unescapes names', () => {
    const text =
      'look\tpin\t/a\\tb/.go-version\t0\tabsent\n' +
      'verdict\tok\t1.22.5\t1.22.5\t/r/versions/1.22.5\tglobal\t/r/version\t1\t1.21\t1.21.3\t1.22\t/a\\nb/go.mod\t3\t\n';
    const resolution = parseTrace(text);
    expect(resolution?.looks).toEqual([{ rule: 'pin', place: '/a\tb/.go-version', line: 0, said: 'absent' }]);
    expect(resolution).toMatchObject({
      ok: true,
      base: {
        label: '1.22.5',
        rule: 'global',
        raised: { from: '1.21.3', floor: '1.22', file: '/a\nb/go.mod', line: 3 },
      },
    });
  });

  it('gives the failure with its place', () => {
    const text =
      'verdict\tnot-installed\t1.22.5\t1.22.5\t\tpin\t/a/.go-version\t1\t1.22.5\t\t\t\t\tgv: go 1.22.5 is not installed\n';
    expect(parseTrace(text)).toMatchObject({
      ok: false,
      code: 'not-installed',
      file: '/a/.go-version',
      asked: '1.22.5',
    });
  });

  it.each(['', 'nonsense\n', 'look\tpin\t/x\t0\tabsent\n'])('%j is none', (text) => {
    expect(parseTrace(text)).toBeUndefined();
  });
});
