import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../errors.ts';
import { diskError } from './disk-errors.ts';

/** Bytes of the files at and under a path, links not followed; 0 when nothing is there. Fails with `permission` or `disk`. */
export function bytesAt(path: string): number {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + bytesAt(join(path, name)), 0);
  } catch (error) {
    // Somebody else may be clearing up as well.
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return 0;
    throw diskError(error, path);
  }
}
