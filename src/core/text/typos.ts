/** The words that are close to a mistyped one, nearest first; empty when all are too far away. */
export function likelyWords(typed: string, words: readonly string[]): readonly string[] {
  // A distance of half the word is not a typing error, one letter fits too much, and the table below is too slow for a long text.
  if (typed.length < 2 || typed.length > 40) return [];
  const most = Math.max(1, Math.floor(typed.length * 0.4));
  const near = words
    .map((word) => ({ word, distance: editDistance(typed, word) }))
    .filter(({ word, distance }) => distance <= most && distance < word.length)
    .toSorted((a, b) => a.distance - b.distance);
  return near.filter(({ distance }) => distance === near[0]?.distance).map(({ word }) => word);
}

/** The number of insertions, deletions, exchanged letters and swapped neighbours that make `a` of `b` (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + cost,
          swapped ? (before[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}
