import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isSystemError } from '../../errors.ts';

/** The figures of a machine with many processors, disks and mounts fit in. */
const MOST_BYTES = 1024 * 1024;

const UNTOLD = [
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'EACCES',
  'EPERM',
  'EOPNOTSUPP',
  'EINVAL',
  'EIO',
  'ENODEV',
] as const;

/**
 * Reads a file in which the kernel tells a figure, as those of proc(5) and of cgroups, up to its first MiB. Undefined where the system
 * has no such file, or hides it from this account.
 */
export function readKernelFile(path: string): string | undefined {
  // A name that another file of the kernel told: Node refuses a path with a NUL by a TypeError.
  if (path.includes('\0')) return undefined;
  try {
    return readUpTo(path, MOST_BYTES);
  } catch (error) {
    if (isSystemError(error, ...UNTOLD)) return undefined;
    throw error;
  }
}

/** Reads the first bytes of a file whose size is 0, so that only reading shows its end. Fails as open(2) and read(2) do. */
export function readUpTo(path: string, most: number): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for (let count = -1; count !== 0 && length < most;) {
      const part = Buffer.alloc(Math.min(PART_BYTES, most - length));
      count = readSync(fd, part, 0, part.length, null);
      parts.push(part.subarray(0, count));
      length += count;
    }
    return Buffer.concat(parts).toString('utf8');
  } finally {
    closeSync(fd);
  }
}

/** proc(5) gives out at most a page, or a few, at a time. */
const PART_BYTES = 16 * 1024;
