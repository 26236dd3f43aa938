import type { CellStatus } from '../events.ts';
import type { TestTally } from './test-tally.ts';

/** A toolchain of a matrix or of a benchmark. */
export interface Contender {
  /** The version as a person reads it: `1.26.11`, `system`. */
  readonly version: string;
  /** The query that chose it. */
  readonly asked: string;
  /** GOROOT; undefined for the system's Go. */
  readonly goroot?: string;
}

/** One command with one toolchain, and how it ended. */
export interface CellResult {
  readonly version: string;
  readonly status: CellStatus;
  /** Null where the command did not exit by itself. */
  readonly exit: number | null;
  readonly signal: string | null;
  readonly ms: number;
  /** All bytes of both streams. */
  readonly bytes: number;
  /** Bytes that neither the log nor, without one, the memory kept. */
  readonly leftOut: number;
  /** The file with the output; null without `--out`. */
  readonly log: string | null;
  /** How often the command was silent for the time of `--stall`. */
  readonly stalls: number;
  readonly tests?: TestTally;
  /** Why the cell is not possible, or could not be started. */
  readonly why?: string;
  /** The last line that the command printed. */
  readonly lastLine?: string;
}

/** The exit code of the shell, and of gv's launcher, where there is no such command. */
const NOT_FOUND = 127;

/** The exit code for commands that failed, by theirs: 127 where none of them was found, else 1. */
export function failureExit(exits: readonly (number | null)[]): number {
  return exits.every((exit) => exit === NOT_FOUND) ? NOT_FOUND : 1;
}

/**
 * The exit code of a matrix: 0 all that ran were ok, 1 some failed or none ran, 127 no cell found its command. An interruption is
 * the caller's.
 */
export function matrixExit(cells: readonly CellResult[]): number {
  const failed = cells.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return cells.some(({ status }) => status === 'ok') ? 0 : 1;
  return failureExit(failed.map(({ exit }) => exit));
}
