import { setImmediate as nextTurn } from 'node:timers/promises';
import { interruption } from '../../errors.ts';

export interface RepetitionRequest {
  readonly most: number;
  /** The time after which no further step begins. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** The milliseconds of each step that was done. */
export interface Repetition {
  readonly times: readonly number[];
}

/** Milliseconds for which a probe may block the event loop, which hears of a signal of the user. */
const TURN_MS = 10;

/**
 * Repeats a step without a trip through the thread pool, which costs more than the call that is measured. A step that gives false
 * ends it and does not count. Fails with `interrupted`, and as the step does.
 */
export async function repeated(
  { most, ms, signal }: RepetitionRequest,
  step: (index: number) => boolean,
): Promise<Repetition> {
  const times: number[] = [];
  const end = performance.now() + ms;
  let turn = performance.now() + TURN_MS;
  for (let index = 0; index < most; index += 1) {
    const began = performance.now();
    if (began >= end) break;
    if (!step(index)) break;
    const done = performance.now();
    times.push(done - began);
    if (done < turn) continue;
    await nextTurn();
    if (signal.aborted) throw interruption(signal);
    turn = performance.now() + TURN_MS;
  }
  return { times };
}
