/**
 * The order of the contenders in a round: each place in turn, and every second round backwards, so that a machine which grows slower
 * or faster harms none more than the others.
 */
export function roundOrder(count: number, round: number): readonly number[] {
  const turn = Math.floor(round / 2) % Math.max(1, count);
  const order = Array.from({ length: count }, (_, index) => (index + turn) % count);
  return round % 2 === 0 ? order : order.toReversed();
}
