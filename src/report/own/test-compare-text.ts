import { FEWEST_RUNS } from '../../core/bench/comparison.ts';
import { msText } from '../../core/net/waterfall.ts';
import type { ComparedVariant } from '../../core/test-run/compared.ts';
import type { TestReport } from '../../core/test-run/report.ts';
import { counted } from '../../core/text/counted.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';

/** The variants of `gv doctor test --compare` as a table. */
export function compareText({ rounds, variants, failed }: NonNullable<TestReport['compare']>): string {
  const head = ['', 'first (cold)', 'median', 'range', 'against the first row', 'tests alone'];
  const rows = variants.map((each, index) => [
    printable(`  ${each.variant}`),
    textOf(each.first),
    textOf(each.median),
    rangeText(each.runsMs),
    index === 0 ? '' : changeText(each),
    testsText(each),
  ]);
  const notes = [
    ...failed.map(({ variant, why }) => `  ${variant} is not compared: ${why}`),
    ...(rounds < FEWEST_RUNS
      ? [`  too few rounds: ${FEWEST_RUNS} are needed to show any difference (-n)`]
      : []),
  ];
  const table = variants.length === 0 ? '' : columns([head, ...rows]);
  const lines = notes.map((line) => `${printable(line)}\n`).join('');
  return `compared in ${counted(rounds, 'round')}, in turn\n${table}${lines}`;
}

function textOf(ms: number | null): string {
  return ms === null ? '-' : msText(ms);
}

function rangeText(runs: readonly number[]): string {
  return runs.length === 0 ? '-' : `${msText(Math.min(...runs))} to ${msText(Math.max(...runs))}`;
}

/** A factor where chance alone makes such a difference rarely, else `~`. */
function changeText({ vsBase, p, corrected, differs }: ComparedVariant): string {
  if (vsBase === null || p === null) return '-';
  const chance = `p=${p.toFixed(3)}`;
  if (differs) return `${vsBase.toFixed(2)} × ${chance}`;
  return p < 0.05 ? `~ ${chance}, corrected ${(corrected ?? 1).toFixed(3)}` : `~ ${chance}`;
}

function testsText({ testsMedian, testsVsBase }: ComparedVariant): string {
  if (testsMedian === null) return '-';
  return testsVsBase === null ? msText(testsMedian) : `${msText(testsMedian)} (${testsVsBase.toFixed(2)} ×)`;
}
