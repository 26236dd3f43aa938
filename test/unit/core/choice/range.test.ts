import { describe, expect, it } from 'vitest';
import { inRange, parseRange } from '../../../../src/core/choice/range.ts';
import { version } from '../../../support/versions.ts';

function bounds(text: string): readonly (string | undefined)[] | undefined {
  const range = parseRange(text);
  return range === undefined ? undefined : [range.from?.label, range.below?.label];
}

describe('the bounds of a range: from here on, and below there', () => {
  it.each([
    ['^1.20.3', ['1.20.3', '2.0.0']],
    ['~1.20.3', ['1.20.3', '1.21.0']],
    ['~1', ['1.0.0', '2.0.0']],
    ['>=1.20', ['1.20.0', undefined]],
    ['>1.20', ['1.21.0', undefined]],
    ['>1.20.3', ['1.20.4', undefined]],
    ['<1.20', [undefined, '1.20.0']],
    ['<=1.20', [undefined, '1.21.0']],
    ['<=1.20.3', [undefined, '1.20.4']],
    ['=1.20.3', ['1.20.3', '1.20.4']],
    ['1.20.x', ['1.20.0', '1.21.0']],
    ['1.20.X', ['1.20.0', '1.21.0']],
    ['>=1.20.X <1.22', ['1.20.0', '1.22.0']],
    ['1.x', ['1.0.0', '2.0.0']],
    ['*', [undefined, undefined]],
    ['1.18 - 1.20', ['1.18.0', '1.21.0']],
    ['>=1.18, <1.20', ['1.18.0', '1.20.0']],
    ['>=1.18 >=1.19 <1.22 <1.21', ['1.19.0', '1.21.0']],
    ['>= go1.18', ['1.18.0', undefined]],
    ['>1.21rc2', ['1.21.0', undefined]],
    ['<1.21rc2', [undefined, '1.21rc2']],
  ])('%s', (text, expected) => {
    expect(bounds(text)).toEqual(expected);
  });

  it.each(['', '^', '>=', '^*', '1.2.3.4', '>=1.18 nonsense', '1.18 -', '- 1.18', '1.18 || 1.20', '>>1.18'])(
    '%j has none',
    (text) => {
      expect(bounds(text)).toBeUndefined();
    },
  );

  it('contain the lower one, and the upper one no more', () => {
    const range = parseRange('>=1.18 <1.20') ?? expect.fail('no range');
    const inside = (text: string): boolean => inRange(range, version(text));
    expect(['1.17.13', '1.18', '1.19.13', '1.20'].map(inside)).toEqual([false, true, true, false]);
  });
});
