import { existsSync } from 'node:fs';
import { type Spread, secondsText, spreadOf } from './spread.ts';
import { type Place, timed, type Timed } from './timed.ts';

/** A program that does the work which is compared. */
export interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  readonly place: Place;
  /** Makes the state before each run; not timed. */
  readonly before: () => void;
  /** Milliseconds of a run that count, by the end of the process (`performance.now`). Default: the whole run. */
  readonly counted?: (endedAt: number) => number;
  /** Files of which each must exist after a run: a program that ends well and does nothing wins every contest. */
  readonly made: () => readonly string[];
}

/** The runs of a contestant. */
export interface Side {
  readonly name: string;
  /** Milliseconds, each run by itself, as pairs of rounds are compared. */
  readonly runs: readonly number[];
  readonly wallMs: Spread;
  readonly cpuSeconds: Spread;
  /** Largest resident set of one process of it. */
  readonly peakMb: number;
}

/** A contestant that failed once is out, with the reason: a side that fails is compared with nothing. */
export type Outcome = Side | { readonly name: string; readonly failure: string };

/**
 * Runs contestants in turn, A B C A B C, so that a slow moment of the machine slows them all; the first round warms the caches
 * and counts for nothing.
 */
export async function contest(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<readonly Outcome[]> {
  const sides = contestants.map((contestant) => ({ contestant, runs: new Array<Timed>(), failure: '' }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of sides) {
      if (side.failure !== '') continue;
      try {
        const run = await runOf(side.contestant);
        if (round > 0) side.runs.push(run);
      } catch (error) {
        side.failure = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return sides.map(({ contestant: { name }, runs, failure }) =>
    failure === '' ? sideOf(name, runs) : { name, failure },
  );
}

async function runOf({ command, place, before, counted, made }: Contestant): Promise<Timed> {
  before();
  const run = await timed(command, place);
  const ms = counted?.(performance.now()) ?? run.ms;
  const missing = made().find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`${command[0]} ended well, and did not make ${missing}`);
  return { ...run, ms };
}

function sideOf(name: string, runs: readonly Timed[]): Side {
  return {
    name,
    runs: runs.map(({ ms }) => ms),
    wallMs: spreadOf(runs.map(({ ms }) => ms)),
    cpuSeconds: spreadOf(runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  };
}

/** The times of one side as multiples of another's, round by round; undefined where one of them failed. */
export function ratioOf(one: Outcome | undefined, other: Outcome | undefined): Spread | undefined {
  if (one === undefined || other === undefined || 'failure' in one || 'failure' in other) return undefined;
  return spreadOf(one.runs.map((ms, round) => ms / (other.runs[round] ?? Number.NaN)));
}

/** A line for each side: wall time, CPU, memory, or why it is out. */
export function sideText(outcome: Outcome): string {
  if ('failure' in outcome) return `failed: ${outcome.failure.split('\n')[0]}`;
  const { wallMs, cpuSeconds, peakMb } = outcome;
  return `${secondsText(wallMs)}, CPU ${cpuSeconds.median.toFixed(2)} s, ${peakMb} MB`;
}
