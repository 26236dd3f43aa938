import type { BenchMachine } from '../../core/bench/bench-machine.ts';
import type { ComparedBenchmark, Pair } from '../../core/bench/comparison.ts';
import { FEWEST_RUNS } from '../../core/bench/comparison.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { spreadOf, type Summary } from '../../core/statistics/median.ts';
import { counted } from '../../core/text/counted.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { measureText } from './measure-text.ts';
import { outputLine } from './output-line.ts';

/** A contender that is not compared. */
export interface BenchFailure {
  readonly label: string;
  readonly why: string;
  /** Of its command, as in `CellResult`. */
  readonly exit: number | null;
  readonly output: string;
}

/** The measurements for people. */
export interface ShownBench {
  readonly labels: readonly string[];
  readonly benchmarks: readonly ComparedBenchmark[];
  readonly rounds: number;
  readonly machine: BenchMachine;
  readonly failures: readonly BenchFailure[];
  readonly files: readonly string[];
}

/** Beyond this share of the median, differences drown in noise. */
const NOISY = 0.1;
const FAILED_LINES = 30;

const NOTHING_RAN = 'nothing was measured: no benchmark that -bench chooses is in these packages\n';

/** The machine, a row for each benchmark, and a sentence where the noise hides differences. */
export function benchText(bench: ShownBench, page: Page): string {
  const { labels, benchmarks, failures } = bench;
  const names = labels.filter((label) => failures.every((each) => each.label !== label));
  const head = ['', ...labels.flatMap((label, index) => (index === 0 ? [label] : [label, '']))];
  const rows = benchmarks.map(({ name, unit, perVersion, pairs }) => [
    printable(unit === 'ns/op' ? name : `${name} ${unit.replace(/\/op$/, '')}`),
    ...perVersion.flatMap((summary, index) => {
      const cell = summaryText(summary, unit);
      return index === 0 ? [cell] : [cell, pairText(pairs[index - 1])];
    }),
  ]);
  const table = benchmarks.length === 0 ? '' : columns([head, ...rows], { ...page, width: undefined });
  return [
    `${machineText(bench)}\n`,
    ...failures.map(failureText),
    table,
    ...(names.length > 0 && benchmarks.length === 0 && bench.rounds > 0 ? [NOTHING_RAN] : []),
    ...(names.length > 0 && benchmarks.length > 0 ? notes(bench) : []),
  ].join('');
}

function machineText({ machine, rounds }: ShownBench): string {
  const { processors, model, quota, governor, pressureBefore, pressureAfter } = machine;
  const limit = quota === null ? '' : `, quota ${Number(quota.toFixed(2))}`;
  const clock = governor === null ? '' : `, governor ${governor}`;
  const pressure =
    pressureBefore === null || pressureAfter === null
      ? ''
      : `, cpu pressure ${Math.round(pressureBefore)} % before and ${Math.round(pressureAfter)} % after`;
  const machineWords = `${model}, ${counted(processors, 'processor')}${limit}${clock}`;
  return printable(`${machineWords}, ${counted(rounds, 'round')}${pressure}`);
}

function summaryText(summary: Summary | null, unit: string): string {
  if (summary === null) return '-';
  const spread = spreadOf(summary);
  const range =
    summary.low === null || summary.high === null
      ? ' ±∞'
      : spread === undefined
        ? ''
        : ` ±${percent(spread)}`;
  return `${measureText(summary.median, unit)}${range}`;
}

function pairText(pair: Pair | null | undefined): string {
  if (pair === null || pair === undefined) return '';
  const p = `p=${pair.p.toFixed(3)}`;
  if (!pair.differs) return pair.p < 0.05 ? `~ ${p}, corrected ${pair.corrected.toFixed(3)}` : `~ ${p}`;
  const { delta } = pair;
  const change =
    delta === null ? 'differs' : `${delta < 0 ? '−' : '+'}${(Math.abs(delta) * 100).toFixed(1)} %`;
  return `${change} ${p}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function* notes({ benchmarks, rounds, files }: ShownBench): Generator<string> {
  const spreads = benchmarks.flatMap(({ perVersion }) =>
    perVersion.flatMap((summary) => (summary === null ? [] : (spreadOf(summary) ?? []))),
  );
  const widest = Math.max(0, ...spreads);
  if (rounds < FEWEST_RUNS) {
    yield `too few rounds: ${FEWEST_RUNS} are needed to show any difference, 6 for the ± (-n)\n`;
  } else if (widest > NOISY) {
    yield `too noisy: differences below ${percent(widest)} cannot be seen here\n`;
  }
  if (files.length > 1)
    yield `benchstat ${files.map((file) => printable(shellWord(file))).join(' ')}  shows the same\n`;
}

function failureText({ label, why, output }: BenchFailure): string {
  const lines = output.trimEnd() === '' ? [] : output.trimEnd().split('\n').slice(-FAILED_LINES);
  const shown = lines.map((line) => `${outputLine(line)}\n`).join('');
  return `${printable(`${label} is not compared: ${why}`)}\n${shown}`;
}
