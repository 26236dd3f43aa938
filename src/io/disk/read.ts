import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from 'node:fs';
import { LIMITS } from '../../core/limits.ts';
import { LOST } from '../../core/text/nameless.ts';
import { GvError, isDiskFailure, isSystemError } from '../../errors.ts';
import { diskError, onDisk, readError } from './disk-error.ts';

/**
 * Reads a small regular file; undefined when it does not exist. Never waits on a FIFO and never reads more than the bound.
 * Synchronous on purpose: a trip through the thread pool costs ten times the call, and `gv list` makes dozens.
 * Fails with `disk` when the path is not a regular file or the file is too long, with `permission` when it cannot be read.
 */
export function readSmall(path: string, maxBytes: number = LIMITS.textBytes): string | undefined {
  const bytes = readSmallBytes(path, maxBytes);
  return bytes === undefined ? undefined : UTF8.decode(bytes);
}

/** As `readSmall`; undefined also for a file that cannot be read or is no small text, where such a file counts as none. */
export function readSmallOrNothing(path: string, maxBytes?: number): string | undefined {
  const bytes = readSmallBytesOrNothing(path, maxBytes);
  return bytes === undefined ? undefined : UTF8.decode(bytes);
}

/** Keeps a byte order mark: the go command takes it for a part of the first line. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** As `readSmall`, undecoded. */
export function readSmallBytes(path: string, maxBytes: number = LIMITS.textBytes): Uint8Array | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return contentOf(fd, path, maxBytes);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw readError(error, path);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** As `readSmallOrNothing`, undecoded. */
export function readSmallBytesOrNothing(path: string, maxBytes?: number): Uint8Array | undefined {
  try {
    return readSmallBytes(path, maxBytes);
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}

function contentOf(fd: number, path: string, maxBytes: number): Uint8Array {
  const stat = fstatSync(fd);
  if (!stat.isFile()) throw new GvError('disk', `${path} is not a regular file`, { path });
  if (stat.size > maxBytes) throw new GvError('disk', `${path} is larger than ${maxBytes} bytes`, { path });
  const buffer = Buffer.alloc(stat.size);
  let length = 0;
  for (let count = -1; count !== 0 && length < buffer.length; length += count) {
    count = readSync(fd, buffer, length, buffer.length - length, length);
  }
  return buffer.subarray(0, length);
}

/** Names in a directory, sorted; empty when the directory does not exist. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw diskError(error, directory);
  }
}

/**
 * Directories and links in a directory whose names are no UTF-8, with U+FFFD for what was lost; one whose name has that character
 * counts too. Fails as `namesIn`.
 */
export function namelessIn(directory: string): readonly string[] {
  const entries = onDisk(directory, (path) => readdirSync(path, { encoding: 'buffer', withFileTypes: true }));
  const names = entries.filter((entry) => !entry.isFile()).map(({ name }) => name.toString());
  return [...new Set(names)].filter((name) => name.includes(LOST)).sort();
}

/** As `namesIn`; none also where this account may not look, and for a path that is no directory. */
export function namesOrNothing(directory: string): readonly string[] {
  try {
    return namesIn(directory);
  } catch (error) {
    if (isDiskFailure(error)) return [];
    throw error;
  }
}

/** The target of a symlink; undefined when the path is not a symlink. */
export function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EINVAL', 'ENOTDIR')) return undefined;
    throw diskError(error, path);
  }
}

/** The kind of entry at a path, the last link not followed. */
export function entryKind(path: string): 'absent' | 'file' | 'link' | 'other' {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return 'link';
    return stat.isFile() ? 'file' : 'other';
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return 'absent';
    throw diskError(error, path);
  }
}
