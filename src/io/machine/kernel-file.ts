import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isSystemError } from '../../errors.ts';

/** More than any table of a machine has; what is cut off counts as not there. */
const MOST_BYTES = 1024 * 1024;

const UNTOLD = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EOPNOTSUPP', 'EINVAL', 'EIO', 'ENODEV'] as const;

/**
 * Reads a file in which the kernel tells a figure, as those of proc(5) and of cgroups. Undefined where the system has no such file, or
 * hides it from this account.
 */
export function readKernelFile(path: string): string | undefined {
  try {
    return readUpTo(path, MOST_BYTES);
  } catch (error) {
    if (isSystemError(error, ...UNTOLD)) return undefined;
    throw error;
  }
}

const PART_BYTES = 64 * 1024;

/** The first `most` bytes of a file whose size is 0, so that only reading shows its end. Fails as read(2) does. */
export function readUpTo(path: string, most: number): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const parts: Buffer[] = [];
    let left = most;
    for (let count = -1; count !== 0 && left > 0; left -= count) {
      const part = Buffer.allocUnsafe(Math.min(PART_BYTES, left));
      count = readSync(fd, part, 0, part.length, null);
      parts.push(part.subarray(0, count));
    }
    return Buffer.concat(parts).toString('utf8');
  } finally {
    closeSync(fd);
  }
}
