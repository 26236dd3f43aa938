/** A measured time for people, with three digits: `0.6 ms`, `33.8 ms`, `729 ms`, and from 10 s on `12.3 s`. */
export function timeText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
