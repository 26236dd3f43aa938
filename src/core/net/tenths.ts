/** Milliseconds with one decimal, as every report has them. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
