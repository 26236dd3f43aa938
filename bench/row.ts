import { ratioOf, type Outcome, sideText } from './contest.ts';
import type { Row } from './measure.ts';

/** The budget of a number of which less is better. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 's' | 'ms' | 'MB';
  readonly most: number;
  /** Words behind the value, such as the other side of a ratio. */
  readonly more?: string;
}

export function figureRow({ what, value, unit, most, more = '' }: Figure): Row {
  const digits = unit === '×' || unit === 's' ? 2 : 0;
  return {
    what,
    measured: `${value.toFixed(digits)} ${unit}${more}`,
    budget: `≤ ${most} ${unit}`,
    ok: value <= most,
    value,
  };
}

export interface RatioRequest {
  readonly what: string;
  readonly one: string;
  readonly other: string;
  readonly most: number;
}

/** One side as a multiple of another; no figure, and a broken budget, where a side of the two failed. */
export function ratioRow(outcomes: readonly Outcome[], { what: work, one, other, most }: RatioRequest): Row {
  const what = `${work}: ${one} / ${other}`;
  const find = (name: string): Outcome | undefined => outcomes.find((outcome) => outcome.name === name);
  const ratio = ratioOf(find(one), find(other));
  if (ratio === undefined)
    return { what, measured: `no comparison: ${one} or ${other} failed`, budget: `≤ ${most} ×`, ok: false };
  const more = ` (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`;
  return figureRow({ what, value: ratio.median, unit: '×', most, more });
}

/** The times and the memory of each side, without a budget. */
export function sideRows(what: string, outcomes: readonly Outcome[]): readonly Row[] {
  return outcomes.map((outcome) => ({
    what: `${what}: ${outcome.name}`,
    measured: sideText(outcome),
    budget: '',
    ok: !('failure' in outcome),
    side: outcome,
  }));
}
