import { median } from './measure.ts';

/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Without a measurement every number is NaN. */
export function spreadOf(values: readonly number[]): Spread {
  const bounds = values.length === 0 ? [Number.NaN] : values;
  return { median: median(values), min: Math.min(...bounds), max: Math.max(...bounds) };
}

/** `1.23 s (1.10 to 1.40)` of milliseconds. */
export function secondsText({ median: usual, min, max }: Spread): string {
  const [first, least, most] = [usual, min, max].map((ms) => (ms / 1000).toFixed(2));
  return `${first} s (${least} to ${most})`;
}
