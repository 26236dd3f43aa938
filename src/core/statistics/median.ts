import { binomial } from './mann-whitney.ts';
import { NORMAL_975, normalTail } from './normal.ts';

/** The middle of a sample, and the bounds between which the middle of its distribution lies with a confidence of 95 %. */
export interface Summary {
  readonly median: number;
  /** Null where the sample is too small for a bound: below six values. */
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

const CONFIDENCE = 0.95;
/** Larger samples take the normal approximation of the binomial distribution, as golang.org/x/perf does. */
const EXACT = 30;

/**
 * Summarizes a sample of at least one value by order statistics, without an assumption about its distribution; the bounds are those
 * of benchstat. Source: golang.org/x/perf/benchmath (AssumeNothing), and the binomial distribution of the number of values below the median.
 */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const middle = (n - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  const [low, high] = n <= EXACT ? exactOrders(n) : normalOrders(n);
  return { median, low: sorted[low - 1] ?? null, high: sorted[high - 1] ?? null, n };
}

/** The widest deviation of the bounds from the median, as a share of it; undefined where there is no bound or the median is 0. */
export function spreadOf({ median, low, high }: Summary): number | undefined {
  if (low === null || high === null || median === 0) return undefined;
  return Math.max(high / median - 1, 1 - low / median);
}

/** The order statistics, counted from 1, between which the middle intervals have enough weight; the left one of two equal intervals comes first. */
function exactOrders(n: number): readonly [number, number] {
  const weight = (k: number): number => (k < 0 || k > n ? 0 : binomial(n, k) / 2 ** n);
  let low = Math.ceil((n + 1) / 2) - 1;
  let high = low + 1;
  for (let sum = weight(low); sum < CONFIDENCE && (low > 0 || high <= n);) {
    if (weight(low - 1) >= weight(high)) {
      low -= 1;
      sum += weight(low);
    } else {
      sum += weight(high);
      high += 1;
    }
  }
  return [low, high];
}

function normalOrders(n: number): readonly [number, number] {
  const [mean, deviation] = [n / 2, Math.sqrt(n) / 2];
  const left = mean - NORMAL_975 * deviation;
  const low = Math.floor(Math.floor(left - 0.5) + 0.5) + 1;
  const high = Math.floor(Math.ceil(2 * mean - left - 0.5) + 0.5) + 1;
  const below = (order: number): number => {
    const z = (order - 0.5 - mean) / deviation;
    return z < 0 ? normalTail(-z) : 1 - normalTail(z);
  };
  return below(high - 1) - below(low) >= CONFIDENCE ? [low, high - 1] : [low, high];
}
