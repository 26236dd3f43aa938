import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../../errors.ts';

/** The directories of a build cache: one for each first byte of a hash (go: cmd/go/internal/cache). */
const SHARD = /^[0-9a-f]{2}$/;

/** The time at which go wrote to a build cache last, in milliseconds since 1970; undefined for one that is not there, is empty, or cannot be read. */
export function lastWritten(cache: string): number | undefined {
  try {
    const times = readdirSync(cache)
      .filter((name) => SHARD.test(name))
      .map((name) => statSync(join(cache, name)).mtimeMs);
    const isUsed = times.length > 0 && readdirSync(cache).includes('trim.txt');
    return isUsed ? times.reduce((a, b) => Math.max(a, b)) : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP')) return undefined;
    throw error;
  }
}
