import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { readBuildInfo, type BuildInfo } from '../../core/program/build-info.ts';
import { isSystemError } from '../../errors.ts';

/** Bytes read of one program; a real one takes 5 kB to 30 kB. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Which Go built a program, and from which modules; undefined for a file of another kind, and one that cannot be read. Nothing is run. */
export function buildInfoOf(path: string): BuildInfo | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const file = fd;
    if (!fstatSync(file).isFile()) return undefined;
    let left = MOST_BYTES;
    return readBuildInfo((offset, length) => {
      const bytes = Buffer.alloc(Math.min(length, left));
      const isPlace = Number.isSafeInteger(offset) && offset >= 0;
      const count = isPlace ? readSync(file, bytes, 0, bytes.length, offset) : 0;
      left -= count;
      return bytes.subarray(0, count);
    });
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENXIO', 'EIO', 'EISDIR'))
      return undefined;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
