/** A span of time on a common line; milliseconds. */
export interface Span {
  readonly from: number;
  readonly ms: number;
}

/** The signs of a bar: blocks of eighths, or `#`. */
export type BarSigns = 'blocks' | 'hashes';

const EIGHTHS = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;
/** The right half: the only block that begins inside a cell. */
const RIGHT_HALF = '▐';

/**
 * The bar of a span on a line of `cells` cells that stands for `whole` milliseconds, without a frame. A span that took any time has
 * a sign, however short.
 */
export function bar({ from, ms }: Span, whole: number, { cells, signs }: BarOptions): string {
  if (whole <= 0 || ms <= 0) return ' '.repeat(cells);
  const eighth = (at: number): number => Math.round((Math.min(at, whole) / whole) * cells * 8);
  const start = Math.min(eighth(from), cells * 8 - 1);
  const end = Math.max(eighth(from + ms), start + 1);
  return signs === 'hashes' ? hashes(start, end, cells) : blocks(start, end, cells);
}

export interface BarOptions {
  readonly cells: number;
  readonly signs: BarSigns;
}

function hashes(start: number, end: number, cells: number): string {
  const first = Math.floor(start / 8);
  const last = Math.max(first + 1, Math.round(end / 8));
  return `${' '.repeat(first)}${'#'.repeat(last - first)}`.padEnd(cells);
}

function blocks(start: number, end: number, cells: number): string {
  const first = Math.floor(start / 8);
  const signs = Array.from({ length: cells }, (_, cell) => {
    const filled = Math.min(end - cell * 8, 8);
    if (cell < first || filled <= 0) return ' ';
    // A span that begins in the second half of its first cell leaves the first half empty.
    if (cell === first && start % 8 >= 4) return RIGHT_HALF;
    return EIGHTHS[filled] ?? '█';
  });
  return signs.join('');
}

/** The bars of spans that follow each other, on one line. */
export function waterfall(times: readonly number[], options: BarOptions): readonly string[] {
  const whole = times.reduce((sum, ms) => sum + ms, 0);
  return times.map((ms, index) => {
    const from = times.slice(0, index).reduce((sum, each) => sum + each, 0);
    return bar({ from, ms }, whole, options);
  });
}

/** Milliseconds for people: three digits, `0.4 ms` to `9990 ms`, and seconds from 10 s on. */
export function msText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 100) return `${Number(ms.toPrecision(3))} ms`;
  return `${ms.toFixed(1)} ms`;
}
