import type { CellResult } from '../../core/matrix/cell.ts';
import type { TestTally } from '../../core/matrix/test-tally.ts';
import { cellWord } from '../events/cell-text.ts';
import { columns } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { durationText } from '../page/quantities.ts';
import { outputLine } from './output-line.ts';

/** Lines of a failed cell that stand above the table; `--out` keeps all. */
const SHOWN_LINES = 30;
const LONGEST_LINE = 400;

/** The end of the output of every failed cell, where no log has it, and then the table of all. */
export function matrixText(
  cells: readonly CellResult[],
  outputs: ReadonlyMap<string, string>,
  page: Page,
): string {
  const failures = [...outputs].map(([version, output]) => failureText(version, output)).join('');
  const rows = cells.map((cell) => [
    cell.version,
    cellWord(cell),
    cell.ms === 0 ? '' : durationText(cell.ms),
    cell.tests === undefined ? '' : tallyText(cell.tests),
    remark(cell),
  ]);
  return failures + columns([['go', 'result', 'time', 'tests', 'what'], ...rows], page);
}

function failureText(version: string, output: string): string {
  if (output.trim() === '') return '';
  const all = output.trimEnd().split('\n');
  const shown = all.slice(-SHOWN_LINES).map(outputLine);
  const head = all.length > shown.length ? `the last ${shown.length} of ${all.length} lines` : 'its output';
  return `go ${version}, ${head}:\n${shown.join('\n')}\n\n`;
}

/** `40 passed, 1 failed`; of packages where the tests were not listed (`go test` without `-v`). */
export function tallyText({ passed, failed, skipped, packagesOk, packagesFailed }: TestTally): string {
  const tests = [
    [passed, 'passed'],
    [failed, 'failed'],
    [skipped, 'skipped'],
  ] as const;
  const packages = packagesText(packagesOk, packagesFailed);
  if (passed + skipped === 0) return failed === 0 ? packages : `${failed} failed, ${packages}`;
  return tests.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
}

function packagesText(ok: number, failed: number): string {
  const noun = ok + failed === 1 ? 'package' : 'packages';
  return failed === 0 ? `${ok} ${noun} ok` : `${ok} of ${ok + failed} ${noun} ok`;
}

/** The first failure with its place, the reason, or the last line; and the log. */
function remark({ status, tests, why, lastLine, log, stalls, leftOut }: CellResult): string {
  const failure = tests?.firstFailure;
  const first =
    failure !== undefined
      ? `${failure}${tests?.at === undefined ? '' : ` (${tests.at})`}`
      : (why ?? (status === 'failed' || tests === undefined ? (lastLine ?? '') : ''));
  const cut = leftOut > 0 && log !== null ? `${log} (cut)` : (log ?? '');
  const silent = stalls === 0 ? '' : stalls === 1 ? 'was silent once' : `was silent ${stalls} times`;
  // The last line of go test has tabs.
  return [printable(first.replaceAll('\t', ' ')).slice(0, LONGEST_LINE), silent, printable(cut)]
    .filter((part) => part !== '')
    .join('  ');
}
