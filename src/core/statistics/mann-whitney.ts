import { normalTail } from './normal.ts';

/** Sizes of samples up to which the distribution is counted exactly: without ties, and with ties (golang.org/x/perf, the limits of its U test). */
const EXACT = 50;
const EXACT_WITH_TIES = 25;

/**
 * The two-sided p of the Mann–Whitney U test: how often samples of one distribution differ at least as much as these two do.
 * Exact up to 50 values a sample, with ties up to 25, else by the normal approximation with corrections for ties and continuity,
 * as benchstat computes p (golang.org/x/perf/benchmath, AssumeNothing). 1 where all values are equal, or a sample is empty.
 * Source: Mann, Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other", 1947.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const [n1, n2] = [first.length, second.length];
  const ties = tiesOf([...first, ...second]);
  if (n1 === 0 || n2 === 0 || ties.length === 1) return 1;
  const u1 = uOf(first, second);
  const smaller = Math.min(u1, n1 * n2 - u1);
  if (smaller * 2 === n1 * n2) return 1;
  const most = ties.length === n1 + n2 ? EXACT : EXACT_WITH_TIES;
  const isExact = n1 <= most && n2 <= most;
  return Math.min(1, 2 * (isExact ? exactTail(ties, n1, smaller) : normalUTail(ties, n1, smaller)));
}

/** The pairs in which the value of the first sample is the greater one; a pair of equal values counts half. */
function uOf(first: readonly number[], second: readonly number[]): number {
  let u = 0;
  for (const a of first) for (const b of second) u += a > b ? 1 : a === b ? 0.5 : 0;
  return u;
}

/** How many values are equal, for each different value in ascending order. */
function tiesOf(values: readonly number[]): readonly number[] {
  const groups = Map.groupBy(values, (value) => value);
  return [...groups].toSorted(([a], [b]) => a - b).map(([, equal]) => equal.length);
}

/**
 * The probability of a U of at most `u`. Every choice of `n1` of the ranks is as likely as every other one; the choices are counted
 * by their number of ranks and the sum of these, tie by tie. Ranks are doubled, as tied values share the mean of their ranks.
 */
function exactTail(ties: readonly number[], n1: number, u: number): number {
  const all = ties.reduce((sum, count) => sum + count, 0);
  const most = 2 * u + n1 * (n1 + 1);
  const choices = Array.from({ length: n1 + 1 }, () => new Float64Array(most + 1));
  choices[0]?.set([1]);
  let below = 0;
  for (const equal of ties) {
    addTie(choices, { equal, rank: 2 * below + equal + 1 });
    below += equal;
  }
  const counted = choices[n1]?.reduce((sum, count) => sum + count, 0) ?? 0;
  return counted / binomial(all, n1);
}

interface Tie {
  readonly equal: number;
  /** Doubled. */
  readonly rank: number;
}

function addTie(choices: readonly Float64Array[], { equal, rank }: Tie): void {
  for (let taken = choices.length - 1; taken > 0; taken -= 1) {
    const to = choices[taken] ?? new Float64Array();
    for (let more = 1; more <= Math.min(equal, taken); more += 1) {
      const from = choices[taken - more] ?? new Float64Array();
      const ways = binomial(equal, more);
      const shift = more * rank;
      for (let sum = shift; sum < to.length; sum += 1)
        to[sum] = (to[sum] ?? 0) + ways * (from[sum - shift] ?? 0);
    }
  }
}

function normalUTail(ties: readonly number[], n1: number, u: number): number {
  const all = ties.reduce((sum, count) => sum + count, 0);
  const n2 = all - n1;
  const correction = ties.reduce((sum, count) => sum + count ** 3 - count, 0) / (all * (all - 1));
  const deviation = Math.sqrt((n1 * n2 * (all + 1 - correction)) / 12);
  return normalTail(Math.max(0, (n1 * n2) / 2 - u - 0.5) / deviation);
}

/** The number of ways to choose `k` of `n`. */
export function binomial(n: number, k: number): number {
  let ways = 1;
  for (let each = 1; each <= k; each += 1) ways = (ways * (n - k + each)) / each;
  return ways;
}
