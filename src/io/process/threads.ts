import { availableParallelism } from 'node:os';

/** More threads than this only wait for the disk. */
const MOST = 4;

/** How many threads share work on many files. */
export function threadCount(): number {
  return Math.min(MOST, Math.max(1, availableParallelism()));
}
