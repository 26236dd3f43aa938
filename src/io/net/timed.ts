import type { PhaseFailure } from '../../core/net/phase.ts';
import { isSystemError } from '../../errors.ts';

/** The bounds of one phase. */
export interface PhaseLimit {
  /** Milliseconds; after them the phase failed with `no-answer`. */
  readonly ms: number;
  /** Ends the phase, likewise as `no-answer`. */
  readonly signal: AbortSignal;
}

/** A phase as it ended: with a value, or with a failure; `ms` with one decimal. */
export type Timed<T> =
  | { readonly ms: number; readonly value: T }
  | { readonly ms: number; readonly failed: PhaseFailure; readonly cause?: unknown };

/** A failure of a phase that Node has no error for. */
export class PhaseError extends Error {
  readonly failed: PhaseFailure;

  constructor(failed: PhaseFailure) {
    super(failed);
    this.failed = failed;
  }
}

/** Milliseconds since `start`, with one decimal. */
export function msSince(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10;
}

/**
 * Measures one phase. `begin` starts the work, and is told by a signal when the time is up; a failure of the network is a
 * result, any other error is thrown.
 */
export async function timed<T>(
  { ms, signal }: PhaseLimit,
  begin: (ending: AbortSignal) => Promise<T>,
): Promise<Timed<T>> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  const ending = AbortSignal.any([signal, over.signal]);
  const start = performance.now();
  const late = new Promise<never>((_resolve, reject) => {
    const end = (): void => reject(new PhaseError('no-answer'));
    if (ending.aborted) end();
    else ending.addEventListener('abort', end, { once: true });
  });
  try {
    const value = await Promise.race([begin(ending), late]);
    return { ms: msSince(start), value };
  } catch (error) {
    return { ms: msSince(start), failed: failureOf(error, ending), cause: error };
  } finally {
    clearTimeout(timer);
    // After the race this promise has no reader.
    late.catch(() => undefined);
  }
}

/** The failures of Node by their place in the closed set. */
const FAILURES: Readonly<Record<string, PhaseFailure>> = {
  ENOTFOUND: 'no-name',
  EAI_AGAIN: 'no-name',
  EAI_FAIL: 'no-name',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EACCES: 'no-route',
  EPERM: 'no-route',
  ETIMEDOUT: 'no-answer',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

function failureOf(error: unknown, ending: AbortSignal): PhaseFailure {
  if (error instanceof PhaseError) return error.failed;
  if (ending.aborted) return 'no-answer';
  const known = Object.keys(FAILURES).find((code) => isSystemError(error, code));
  if (known !== undefined) return FAILURES[known] ?? 'closed';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^ERR_(?:OS)?SSL|^EPROTO$/.test(code)) return 'alert';
  // An address that the system cannot connect to has many codes: EINVAL, ENETDOWN, EAFNOSUPPORT …
  if (isSystemError(error, code) && error.syscall === 'connect') return 'no-route';
  // Node's own errors about HTTP: an answer that is not HTTP, a stream that was reset.
  if (/^(?:HPE_|ERR_HTTP2|ERR_STREAM|ABORT_ERR|ERR_TLS|UNABLE_|CERT_)/.test(code)) return 'closed';
  throw error;
}
