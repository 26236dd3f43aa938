import { expect, it } from 'vitest';
import { NORMAL_975, normalTail } from '../../../../src/core/statistics/normal.ts';

it.each([
  // Tables of the normal distribution (Abramowitz, Stegun, 26.1).
  [0, 0.5],
  [1, 0.15865525393145707],
  [2.5, 0.006209665325776132],
  [3, 0.0013498980316300946],
  [5, 2.86651571879e-7],
  [10, 7.61985302416e-24],
])('exceeds %f with the probability of the tables', (z, tail) => {
  expect(normalTail(z) / tail).toBeCloseTo(1, 9);
});

it('knows the value beyond which lie 2.5 percent', () => {
  expect(normalTail(NORMAL_975)).toBeCloseTo(0.025, 12);
});
