import { expect, it } from 'vitest';
import { compareVariants, type VariantRuns } from '../../../../src/core/test-run/compared.ts';

function runs(variant: string, runsMs: readonly number[]): VariantRuns {
  return { variant, first: 9000, runsMs, testsMs: runsMs.map((ms) => ms / 10) };
}

it('tells a difference that chance does not explain, corrected for the number of variants', () => {
  const [base, race, vet] = compareVariants([
    runs('go', [100, 101, 102, 103, 104, 105]),
    runs('race', [200, 201, 202, 203, 204, 206]),
    runs('vet=off', [100, 102, 101, 105, 103, 104]),
  ]);
  expect(base).toMatchObject({ median: 102.5, vsBase: null, p: null, differs: false });
  // 2 of the 924 orders of six and six values are as far apart; two variants double the chance.
  expect(race?.p).toBeCloseTo(2 / 924, 10);
  expect(race?.corrected).toBeCloseTo(4 / 924, 10);
  expect(race?.differs).toBe(true);
  expect(race?.vsBase).toBeCloseTo(202.5 / 102.5, 10);
  expect(vet).toMatchObject({ p: 1, differs: false });
});

it('cannot tell a difference with three runs, and none without a run', () => {
  const [, far] = compareVariants([runs('go', [1, 2, 3]), runs('race', [7, 8, 9])]);
  expect(far).toMatchObject({ p: 0.1, differs: false });
  expect(compareVariants([runs('go', []), runs('race', [1])])[1]).toMatchObject({ vsBase: null, p: null });
  expect(compareVariants([])).toEqual([]);
});
