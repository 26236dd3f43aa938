import { availableParallelism } from 'node:os';
import { diskError } from './disk-error.ts';

/** More threads than this only wait for the disk. */
const MOST = 4;

/** How many threads share work on many files. */
export function threadCount(): number {
  return Math.min(MOST, Math.max(1, availableParallelism()));
}

/** How a thread tells of a system error, which loses its code on the way between threads. */
export interface ThreadFailure {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The failure as the thread met it; see `diskError`. */
export function threadError({ code, path, message }: ThreadFailure): Error {
  return diskError(Object.assign(new Error(message), { code }), path);
}
