import { spawnSync } from 'node:child_process';
import type { Outcome } from './contest.ts';

/** One line of the table: the subject, the result and the budget in words, and whether the budget holds. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Empty for a line that only tells. */
  readonly budget: string;
  readonly ok: boolean;
  /** The number that was measured, less being better: the history compares it. */
  readonly value?: number;
  readonly side?: Outcome;
}

/** A whole process: started, run and ended. */
export interface Subject {
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Milliseconds of wall time a process takes. Throws when it fails: a fast failure is no result. */
export function timeOnce({ command: [program, ...args], cwd, env }: Subject): number {
  const start = performance.now();
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...env, PWD: cwd },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const took = performance.now() - start;
  if (status !== 0)
    throw new Error(`${program} ended with ${status}: ${stderr.toString()}`, { cause: error });
  return took;
}

/**
 * A shell that runs a process again and again, as a person's shell would: a large process such as this one pays more to
 * start another. Fails with the first run that fails.
 */
export function repeated(shell: string, { command, ...rest }: Subject, times: number): Subject {
  const loop = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" || exit; n=$((n - 1)); done';
  return { ...rest, command: [shell, '-c', loop, shell, String(times), ...command] };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Times subjects in turn, A B C A B C, so that a slow moment of the machine slows them all. Milliseconds, medians. */
export function alternate(subjects: readonly Subject[], rounds: number): readonly number[] {
  for (const subject of subjects) timeOnce(subject);
  const times = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    subjects.forEach((subject, index) => times[index]?.push(timeOnce(subject)));
  return times.map(median);
}

/** Milliseconds that the later subjects take beyond the first: medians of the differences within each round. */
export function beyondFirst(subjects: readonly Subject[], rounds: number): readonly number[] {
  for (const subject of subjects) timeOnce(subject);
  const differences = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    const [first = Number.NaN, ...rest] = subjects.map(timeOnce);
    rest.forEach((time, index) => differences[index]?.push(time - first));
  }
  return differences.slice(0, -1).map(median);
}
