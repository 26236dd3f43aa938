import type { CellStatus } from '../../core/events.ts';
import type { CellResult } from '../../core/matrix/cell.ts';
import { durationText } from '../page/quantities.ts';

const WORDS: Readonly<Record<CellStatus, string>> = {
  ok: 'ok',
  failed: 'FAIL',
  'not-possible': 'not possible',
  stopped: 'stopped',
  skipped: 'not started',
};

/** The end of a cell in a word, with its exit code or signal: `FAIL (exit 2)`. */
export function cellWord({ status, exit, signal }: Pick<CellResult, 'status' | 'exit' | 'signal'>): string {
  const word = WORDS[status];
  if (status !== 'failed') return word;
  if (signal !== null) return `${word} (${signal})`;
  return exit === null || exit === 1 ? word : `${word} (exit ${exit})`;
}

/** A line for a cell that ended: `1.26.11  ok  12.1 s`. */
export function cellText(cell: Pick<CellResult, 'version' | 'status' | 'exit' | 'signal' | 'ms'>): string {
  const isRun = cell.status !== 'not-possible' && cell.status !== 'skipped';
  return `${cell.version}  ${cellWord(cell)}${isRun ? `  ${durationText(cell.ms)}` : ''}`;
}
