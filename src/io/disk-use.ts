import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../errors.ts';
import { diskError } from './disk-errors.ts';

/**
 * Bytes that a file or a tree takes on the disk, links not followed, a file with several names counted once; 0 for what
 * is not there. Fails with `permission` or `disk`.
 */
export function diskUse(path: string): number {
  const seen = new Set<string>();
  const measure = (at: string): number => {
    const stat = ifThere(at, () => lstatSync(at));
    if (stat === undefined || isCounted(stat, seen)) return 0;
    const names = stat.isDirectory() ? (ifThere(at, () => readdirSync(at)) ?? []) : [];
    return names.reduce((sum, name) => sum + measure(join(at, name)), stat.blocks * BLOCK_BYTES);
  };
  return measure(path);
}

/** As `st_blocks` counts, whatever the blocks of the filesystem are (stat(2)). */
const BLOCK_BYTES = 512;

function isCounted(stat: Stats, seen: Set<string>): boolean {
  if (stat.isDirectory() || stat.nlink === 1) return false;
  const id = `${stat.dev}:${stat.ino}`;
  if (seen.has(id)) return true;
  seen.add(id);
  return false;
}

/** Somebody else may be clearing up as well. */
function ifThere<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw diskError(error, path);
  }
}
