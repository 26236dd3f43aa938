import { setTimeout as wait } from 'node:timers/promises';
import type { IdleReport } from '../../core/net/net-report.ts';

export interface IdleRequest {
  readonly closed: Promise<void>;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** Waits until the server closes, at most so long. */
export async function waitIdle({ closed, ms, signal }: IdleRequest): Promise<IdleReport> {
  const start = performance.now();
  const done = new AbortController();
  const late = wait(ms, false, { signal: AbortSignal.any([signal, done.signal]) }).catch(() => false);
  const isClosed = await Promise.race([closed.then(() => true), late]);
  done.abort();
  return { seconds: Math.round((performance.now() - start) / 100) / 10, closed: isClosed };
}
