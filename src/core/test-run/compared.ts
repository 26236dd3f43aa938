import { holm } from '../statistics/holm.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { summarize } from '../statistics/median.ts';

/** The runs of a variant; milliseconds. */
export interface VariantRuns {
  readonly variant: string;
  /** The first run, which may have had to build; null where it has not ended. */
  readonly first: number | null;
  readonly runsMs: readonly number[];
  /** For each of `runsMs`, the time of the test programs alone. */
  readonly testsMs: readonly number[];
}

export interface ComparedVariant extends VariantRuns {
  /** Null without a run. */
  readonly median: number | null;
  readonly testsMedian: number | null;
  /** The median as a multiple of that of the first variant; null for that one, and where one of both has no run. */
  readonly vsBase: number | null;
  readonly testsVsBase: number | null;
  /** Of the Mann–Whitney U test; null as above. */
  readonly p: number | null;
  /** After the correction for the number of variants (Holm). */
  readonly corrected: number | null;
  readonly differs: boolean;
}

/** A difference is told where chance makes one as great in less than one of twenty comparisons. */
const ALPHA = 0.05;

/** Compares the first variant with every other one. */
export function compareVariants(variants: readonly VariantRuns[]): readonly ComparedVariant[] {
  const [base] = variants;
  const ps = variants.map((each) =>
    each === base || base === undefined || base.runsMs.length === 0 || each.runsMs.length === 0
      ? null
      : mannWhitney(base.runsMs, each.runsMs),
  );
  const corrected = holm(ps.flatMap((p) => p ?? []));
  const tested = ps.flatMap((p, index) => (p === null ? [] : index));
  return variants.map((each, index) => {
    const p = ps[index] ?? null;
    const own = p === null ? null : (corrected[tested.indexOf(index)] ?? 1);
    return {
      ...each,
      median: medianOf(each.runsMs),
      testsMedian: medianOf(each.testsMs),
      vsBase: p === null ? null : ratio(medianOf(each.runsMs), medianOf(base?.runsMs ?? [])),
      testsVsBase: p === null ? null : ratio(medianOf(each.testsMs), medianOf(base?.testsMs ?? [])),
      p,
      corrected: own,
      differs: own !== null && own < ALPHA,
    };
  });
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : summarize(values).median;
}

function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}
