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
      'verdict\tnot-installed\t1.22.5\t1.22.5\t\tpin\t/a/.go-version\t1\t1.22.5\t\t\t\t\tgo 1.22.5 is not installed\tgv install 1.22.5\n';
    expect(parseTrace(text)).toMatchObject({
      ok: false,
      code: 'not-installed',
      file: '/a/.go-version',
      asked: '1.22.5',
      message: 'go 1.22.5 is not installed',
      cure: 'gv install 1.22.5',
    });
  });

  it.each([
    ['a rule', 'verdict\tok\t1.22.5\t1.22.5\t/r/versions/1.22.5\tguessed\t\t\t\t\t\t\t\t\t\n'],
    ['a failure', 'verdict\tno-luck\t\t\t\tpin\t/a/.go-version\t1\t1.22.5\t\t\t\t\tx\ty\n'],
    [
      'a rule of a place',
      'look\tguess\t/x\t0\t\nverdict\tok\t1.22.5\t1.22.5\t/r\tpin\t/x\t1\t1.22\t\t\t\t\t\t\n',
    ],
    [
      'a kind of row',
      'glance\tpin\t/x\t0\t\nverdict\tok\t1.22.5\t1.22.5\t/r\tpin\t/x\t1\t1.22\t\t\t\t\t\t\n',
    ],
  ])('with %s that nobody knows is none', (_what, text) => {
    expect(parseTrace(text)).toBeUndefined();
  });

  it.each(['', 'nonsense\n', 'look\tpin\t/x\t0\tabsent\n'])('%j is none', (text) => {
    expect(parseTrace(text)).toBeUndefined();
  });
});
