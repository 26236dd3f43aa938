import { describe, expect, it } from 'vitest';
import { compareSamples, FEWEST_RUNS } from '../../../../src/core/bench/comparison.ts';
import { mannWhitney } from '../../../../src/core/statistics/mann-whitney.ts';

const low = [10, 11, 12, 13, 14, 15];
const high = low.map((each) => each * 2);
const one = (label: string, ...series: readonly (readonly [string, readonly number[]])[]) => ({
  label,
  series: series.map(([name, values]) => ({ name, unit: 'ns/op', values })),
});

describe('compareSamples', () => {
  it('tells a difference with the change of the median and the p of the test', () => {
    const [row] = compareSamples([one('a', ['X', low]), one('b', ['X', high])]);
    expect(row?.pairs).toEqual([
      { a: 0, b: 1, delta: 1, p: mannWhitney(low, high), corrected: mannWhitney(low, high), differs: true },
    ]);
    expect(row?.perVersion.map((each) => each?.median)).toEqual([12.5, 25]);
  });

  it('tells none between equal samples, nor with three runs of each', () => {
    expect(compareSamples([one('a', ['X', low]), one('b', ['X', low])])[0]?.pairs[0]?.differs).toBe(false);
    const few = compareSamples([one('a', ['X', [1, 2, 3]]), one('b', ['X', [7, 8, 9]])]);
    expect(few[0]?.pairs[0]?.differs).toBe(false);
    const enough = compareSamples([one('a', ['X', [1, 2, 3, 4]]), one('b', ['X', [7, 8, 9, 10]])]);
    expect(enough[0]?.pairs[0]?.differs).toBe(true);
    expect(FEWEST_RUNS).toBe(4);
  });

  it('corrects for the number of benchmarks of one unit', () => {
    // Alone, p is 0.041: of twelve benchmarks, chance gives one such.
    const [first, second] = [
      [1, 2, 3, 4, 5, 9],
      [4.5, 6, 7, 8, 10, 11],
    ];
    expect(mannWhitney(first, second)).toBeLessThan(0.05);
    const names = Array.from({ length: 12 }, (_, index) => `B${index}`);
    const noise = (name: string): readonly [string, readonly number[]] => [name, low];
    const rows = compareSamples([
      one('a', ['X', first], ...names.map(noise)),
      one('b', ['X', second], ...names.map(noise)),
    ]);
    expect(rows[0]?.pairs[0]).toMatchObject({ differs: false, p: mannWhitney(first, second) });
    expect(rows[0]?.pairs[0]?.corrected).toBeGreaterThan(0.05);
  });

  it('compares nothing where one contender has no such benchmark', () => {
    const rows = compareSamples([one('a', ['X', low]), one('b', ['Y', low])]);
    expect(rows.map(({ name, pairs }) => [name, pairs])).toEqual([
      ['X', [null]],
      ['Y', [null]],
    ]);
    expect(rows[0]?.perVersion[1]).toBeNull();
  });

  it('has no share of a change from 0', () => {
    const zeros = [0, 0, 0, 0, 0, 0];
    const [row] = compareSamples([one('a', ['X', zeros]), one('b', ['X', low])]);
    expect(row?.pairs[0]).toMatchObject({ delta: null, differs: true });
  });
});
