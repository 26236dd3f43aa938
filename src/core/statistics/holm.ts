/**
 * Corrects the p of several tests of one run, in their order: with twenty benchmarks, one would differ by chance at 0.05.
 * Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, index) => index).toSorted((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const corrected = [...ps];
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps[index] ?? 1) * (ps.length - rank)));
    corrected[index] = least;
  }
  return corrected;
}
