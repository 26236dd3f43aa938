import { setTimeout as wait } from 'node:timers/promises';
import { hasCode } from '../../errors.ts';
import type { Run } from '../../world.ts';
import type { Deadline } from './context.ts';

/** A deadline in so many milliseconds, which ends earlier when the run is interrupted. Dispose of it at the end: its timer goes. */
export function startDeadline(run: Run, timeoutMs: number): Deadline & Disposable {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  return {
    signal: AbortSignal.any([run.signal, over.signal]),
    left: timeLeft(timeoutMs),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Milliseconds that are left of so many from now on, whatever is done to the clock; 0 when the time is up. */
export function timeLeft(timeoutMs: number): () => number {
  const end = performance.now() + timeoutMs;
  return () => {
    const rest = end - performance.now();
    return rest < TIMER_MS ? 0 : rest;
  };
}

/** The time in which a part ends what it has begun, after the signal. */
const GRACE_MS = 1_500;
/** A timer may end this much before the clock: a step that had all the rest must find nothing left. */
const TIMER_MS = 5;

/** The value of some work; undefined where the time is up before, or the work does not end soon after the signal. */
export async function withinDeadline<T>(
  { signal, left }: Deadline,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const done = new AbortController();
  const late = async (): Promise<undefined> => {
    await aborted(AbortSignal.any([signal, done.signal]));
    await wait(GRACE_MS, undefined, { signal: done.signal, ref: false }).catch(() => undefined);
    return undefined;
  };
  try {
    return await Promise.race([work(), late()]);
  } catch (error) {
    if (left() === 0 && hasCode(error, 'interrupted')) return undefined;
    throw error;
  } finally {
    done.abort();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
