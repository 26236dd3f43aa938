import { describe, expect, it } from 'vitest';
import { spreadOf, summarize } from '../../../../src/core/statistics/median.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

describe('summarize', () => {
  it('takes the middle, of an even number the mean of both', () => {
    expect(summarize([9, 1, 5]).median).toBe(5);
    expect(summarize([9, 1, 5, 6]).median).toBe(5.5);
  });

  it('has no bounds below six values', () => {
    expect(summarize([7])).toEqual({ median: 7, low: null, high: null, n: 1 });
    expect(summarize(upTo(5))).toMatchObject({ low: null, high: 5 });
    expect(summarize(upTo(6))).toMatchObject({ low: 1, high: 6 });
  });

  it.each([
    // The order statistics of golang.org/x/perf for a confidence of 95 %: exact to 30 values, then the normal approximation.
    [8, 1, 7],
    [10, 2, 9],
    [20, 6, 15],
    [30, 10, 21],
    [31, 10, 22],
    [100, 40, 60],
  ])('bounds the median of %i values as benchstat does', (n, low, high) => {
    expect(summarize(upTo(n).toReversed())).toMatchObject({ low, high, n });
  });
});

describe('spreadOf', () => {
  it('is the wider deviation of both bounds', () => {
    expect(spreadOf({ median: 100, low: 90, high: 130, n: 9 })).toBeCloseTo(0.3);
    expect(spreadOf({ median: 100, low: 50, high: 130, n: 9 })).toBeCloseTo(0.5);
  });

  it('is unknown without a bound, and around 0', () => {
    expect(spreadOf({ median: 100, low: null, high: 130, n: 5 })).toBeUndefined();
    expect(spreadOf({ median: 0, low: 0, high: 0, n: 9 })).toBeUndefined();
  });
});
