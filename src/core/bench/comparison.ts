import { holm } from '../statistics/holm.ts';
import { mannWhitney } from '../statistics/mann-whitney.ts';
import { summarize, type Summary } from '../statistics/median.ts';

/** The measurements of one contender: by benchmark and unit, in the order in which they appeared. */
export interface Samples {
  readonly label: string;
  /** The package, the name and the unit of each, and its values. */
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** A benchmark with one summary for each contender; null where the contender has no such benchmark. */
export interface ComparedBenchmark {
  readonly name: string;
  readonly unit: string;
  readonly perVersion: readonly (Summary | null)[];
  /** The first contender against each other one; null where one of both has no values. */
  readonly pairs: readonly (Pair | null)[];
}

export interface Pair {
  /** Positions of the contenders. */
  readonly a: number;
  readonly b: number;
  /** The change of the median as a share of that of `a`; null where that is 0. */
  readonly delta: number | null;
  /** Of the Mann–Whitney U test, as benchstat prints it. */
  readonly p: number;
  /** After the correction for the number of benchmarks of this unit (Holm). */
  readonly corrected: number;
  readonly differs: boolean;
}

/** A difference is told where chance makes one as great in less than one of twenty runs. */
const ALPHA = 0.05;

/** Compares the first contender with every other one, benchmark by benchmark. */
export function compareSamples(contenders: readonly Samples[]): readonly ComparedBenchmark[] {
  const keys = new Map<string, { readonly name: string; readonly unit: string }>();
  for (const { series } of contenders) for (const each of series) keys.set(keyOf(each), each);
  const rows = [...keys.values()].map(({ name, unit }) => {
    const values = contenders.map(({ series }) =>
      series.find((each) => keyOf(each) === keyOf({ name, unit })),
    );
    return { name, unit, values: values.map((each) => each?.values ?? []) };
  });
  const pairs = contenders.slice(1).map((_, index) => pairsOf(rows, index + 1));
  return rows.map(({ name, unit, values }, row) => ({
    name,
    unit,
    perVersion: values.map((each) => (each.length === 0 ? null : summarize(each))),
    pairs: pairs.map((each) => each[row] ?? null),
  }));
}

interface Row {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly (readonly number[])[];
}

/** The comparisons of contender 0 with contender `b`, in the order of the rows. */
function pairsOf(rows: readonly Row[], b: number): readonly (Pair | null)[] {
  const tested = rows.map(({ unit, values }) => {
    const [first = [], second = []] = [values[0], values[b]];
    return first.length === 0 || second.length === 0
      ? undefined
      : { unit, first, second, p: mannWhitney(first, second) };
  });
  return tested.map((test) => {
    if (test === undefined) return null;
    const family = tested.filter((each) => each?.unit === test.unit).map((each) => each?.p ?? 1);
    const place = tested.filter((each) => each?.unit === test.unit).indexOf(test);
    const corrected = holm(family)[place] ?? 1;
    const [from, to] = [summarize(test.first).median, summarize(test.second).median];
    const delta = from === 0 ? null : to / from - 1;
    return { a: 0, b, delta, p: test.p, corrected, differs: corrected < ALPHA };
  });
}

function keyOf({ name, unit }: { readonly name: string; readonly unit: string }): string {
  return `${name}\n${unit}`;
}

/** The smallest number of runs that can show a difference at all: with three of each, chance gives any order in one of ten. */
export const FEWEST_RUNS = 4;
