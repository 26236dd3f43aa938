import { setTimeout as wait } from 'node:timers/promises';
import { type GvError, interruption } from '../../errors.ts';
import { HttpError } from './http-error.ts';
import type { NetworkLimits } from './network-limits.ts';

/** An attempt failed and another follows after `waitMs`. */
export interface Retry {
  /** The number of the next attempt, from 2. */
  readonly attempt: number;
  readonly attempts: number;
  readonly waitMs: number;
  readonly why: GvError;
}

export interface RetryOptions {
  readonly limits: NetworkLimits;
  readonly signal: AbortSignal;
  readonly onRetry?: (retry: Retry) => void;
}

/**
 * Repeats `attempt` after transient failures, at most `limits.attempts` times in all, waiting longer each time.
 * Fails as the last attempt did, or as the signal says.
 */
export async function retrying<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { limits, signal, onRetry } = options;
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof HttpError) || !error.transient || made >= limits.attempts) throw error;
      const waitMs = pauseAfter(made, error, limits);
      onRetry?.({ attempt: made + 1, attempts: limits.attempts, waitMs, why: error });
      await pause(waitMs, signal);
    }
  }
}

/**
 * The wait before the next attempt: doubles from `backoffMs` up to `backoffMaxMs`, with jitter so that many machines do not
 * return in step; a server's Retry-After counts within the same bound.
 */
function pauseAfter(made: number, error: HttpError, limits: NetworkLimits): number {
  const step = Math.min(limits.backoffMs * 2 ** (made - 1), limits.backoffMaxMs);
  const jittered = step * (0.5 + Math.random() / 2);
  return Math.round(Math.min(Math.max(jittered, error.retryAfterMs ?? 0), limits.backoffMaxMs));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    if (signal.aborted) throw interruption(signal);
    throw error;
  }
}

/** Reads Retry-After (RFC 9110, 10.2.3: seconds or a date) in milliseconds; undefined when absent or unreadable. */
export function retryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
