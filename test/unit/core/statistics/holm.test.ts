import { expect, it } from 'vitest';
import { holm } from '../../../../src/core/statistics/holm.ts';

it('corrects by rank, never below a smaller p, and at most to 1', () => {
  // Holm 1979, as in R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.6, 0.9])).toEqual([1, 1]);
  expect(holm([0.04])).toEqual([0.04]);
  expect(holm([])).toEqual([]);
});
