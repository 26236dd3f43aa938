import { describe, expect, it } from 'vitest';
import { binomial, mannWhitney } from '../../../../src/core/statistics/mann-whitney.ts';
import { random as randomOf } from '../../../support/random.ts';

/** The two-sided p by trying every choice of the first sample among all values. */
function byEnumeration(first: readonly number[], second: readonly number[]): number {
  const all = [...first, ...second];
  const u = (chosen: readonly number[], rest: readonly number[]): number =>
    chosen
      .flatMap((a) => rest.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
      .reduce((sum: number, each) => sum + each, 0);
  const seen = u(first, second);
  const smaller = Math.min(seen, first.length * second.length - seen);
  if (smaller * 2 === first.length * second.length) return 1;
  let [low, count] = [0, 0];
  for (let bits = 0; bits < 1 << all.length; bits += 1) {
    const chosen = all.filter((_, index) => (bits >> index) & 1);
    if (chosen.length !== first.length) continue;
    count += 1;
    if (
      u(
        chosen,
        all.filter((_, index) => !((bits >> index) & 1)),
      ) <= smaller
    )
      low += 1;
  }
  return Math.min(1, (2 * low) / count);
}

describe('mannWhitney', () => {
  it('counts what an enumeration of all choices counts, with ties and without', () => {
    const random = randomOf(19);
    for (let round = 0; round < 60; round += 1) {
      const levels = round % 2 === 0 ? 4 : 1000;
      const sample = (length: number): number[] => Array.from({ length }, () => random(levels));
      const [first, second] = [sample(2 + (round % 4)), sample(2 + (round % 5))];
      if (new Set([...first, ...second]).size === 1) continue;
      expect(mannWhitney(first, second)).toBeCloseTo(byEnumeration(first, second), 12);
    }
  });

  it.each([
    // golang.org/x/perf/benchmath, uTestMinP: samples of n that do not overlap.
    [4, 0.02857142857142857],
    [5, 0.007936507936507936],
    [6, 0.0021645021645021645],
    [9, 4.113533525298231e-5],
  ])('gives the least p of %i values that benchstat knows', (n, p) => {
    const low = Array.from({ length: n }, (_, index) => index);
    expect(
      mannWhitney(
        low,
        low.map((each) => each + 100),
      ),
    ).toBeCloseTo(p, 15);
    expect(
      mannWhitney(
        low.map((each) => each + 100),
        low,
      ),
    ).toBeCloseTo(p, 15);
  });

  it.each([
    // Recorded from golang.org/x/perf/benchmath (AssumeNothing); test/tools/benchstat.ts asks it for hundreds of them.
    [0, 6, 6, 1e9, 0.1796536796536797],
    [1, 6, 6, 3, 0.9134199134199135],
    [2, 10, 7, 1e9, 0.004627725215960512],
    [3, 12, 12, 5, 0.8095886479922113],
    [4, 20, 20, 1e9, 0.5116612437016753],
    [5, 25, 25, 40, 0.40971851797275644],
    [6, 25, 25, 2, 1],
    // One value more than the exact size with ties, and than the one without.
    [7, 25, 26, 40, 0.0031413456547770865],
    [8, 30, 30, 8, 0.15688153383133013],
    [9, 50, 50, 1e9, 0.04058625330667227],
    [10, 50, 51, 1e9, 0.26095578642286166],
    [11, 3, 50, 1e9, 0.0811064629044651],
  ])(
    'gives generated samples (seed %i) of %i and %i values, with %i different ones, the p of benchstat',
    (seed, n1, n2, levels, p) => {
      const random = randomOf(seed);
      const first = Array.from({ length: n1 }, () => random(levels));
      const second = Array.from({ length: n2 }, () => random(levels) + Math.floor(levels / 8));
      expect(mannWhitney(first, second)).toBeCloseTo(p, 12);
    },
  );

  it('says 1 where nothing can be told: equal values, an empty sample, the middle', () => {
    expect(mannWhitney([5, 5, 5], [5, 5, 5])).toBe(1);
    expect(mannWhitney([], [1, 2])).toBe(1);
    expect(mannWhitney([1, 4], [2, 3])).toBe(1);
  });

  it('takes the normal approximation beyond the exact sizes, close to the exact one', () => {
    const low = (n: number): number[] => Array.from({ length: n }, (_, index) => index * 2);
    const shifted = (n: number): number[] => low(n).map((each) => each + 15);
    expect(mannWhitney(low(50), shifted(50))).toBeCloseTo(mannWhitney(low(51), shifted(51)), 2);
    expect(
      mannWhitney(
        low(400),
        low(400).map((each) => each + 2001),
      ),
    ).toBeLessThan(1e-60);
  });
});

it('counts the choices of k of n', () => {
  expect([binomial(5, 2), binomial(10, 0), binomial(4, 4), binomial(50, 25)]).toEqual([
    10, 1, 1, 126410606437752,
  ]);
});
