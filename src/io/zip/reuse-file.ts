import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  type Stats,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ZipFile } from '../../core/archive/zip-tree.ts';
import { isSystemError } from '../../errors.ts';
import { cloneFile } from '../disk/clone.ts';
import { type Give, UNPROVEN_MODE } from '../disk/owner.ts';
import { WHOLE_BYTES } from './zip-content.ts';

export interface ReuseOrder {
  /** The GOROOT of the installed toolchain, which is only read. */
  readonly base: string;
  /** As in `ZipTask`. */
  readonly into: string;
  readonly give: Give | undefined;
}

/** Copies one file; `window` has room for one byte more than the file, or for `WHOLE_BYTES`, and is overwritten. */
export type FileReuser = (file: ZipFile, window: Buffer) => string | undefined;

/** Only a regular file at the path itself counts; a FIFO is opened without waiting for a writer. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Exclusive, as for every unproven file. */
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
/** A smaller file is written faster than cloned and read again, and takes few blocks. */
const CLONED_BYTES = 128 * 1024;
const UNREADABLE = ['EIO', 'ESTALE'] as const;
/** Failures of a path where the installed toolchain has no such file that this account can read. */
const NO_FILE = [
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'EACCES',
  'EPERM',
  'ENXIO',
  'ENAMETOOLONG',
  ...UNREADABLE,
] as const;

/**
 * Gives the function that copies a file of an installed toolchain into the stage where it has the size and the CRC-32 that the
 * zip's directory names. Both are hints: the server of the zip chose them, and a file can be made to have them. Only the
 * SHA-256 of the copy, which is the result (hex), goes into a proof. It is taken from the very bytes that were written, or
 * from the clone, which no change of the other file reaches. Undefined, and nothing in the stage, where there is no such file.
 * Fails as writing does.
 */
export function fileReuser({ base, into, give }: ReuseOrder): FileReuser {
  let hasClones = true;
  return (file, window) => {
    const source = opened(`${base}/${file.path.slice(TOP.length)}`);
    if (source === undefined) return undefined;
    try {
      const stat = fstatSync(source);
      if (!stat.isFile() || stat.size !== file.record.size) return undefined;
      const request: CopyRequest = { source, target: `${into}/${file.path}`, file, give, window };
      if (file.record.size >= WHOLE_BYTES) return streamed(request);
      if (!hasClones || !isWorthCloning(stat)) return written(request);
      hasClones = cloneFile(source, request.target, UNPROVEN_MODE);
      return hasClones ? hashedClone(request) : written(request);
    } finally {
      closeSync(source);
    }
  };
}

const TOP = 'go/';

function opened(path: string): number | undefined {
  try {
    return openSync(path, READ);
  } catch (error) {
    if (isSystemError(error, ...NO_FILE)) return undefined;
    throw error;
  }
}

/** A clone has the mode of its source for a moment, and nothing unproven is ever executable. */
function isWorthCloning({ size, mode }: Stats): boolean {
  return size >= CLONED_BYTES && (mode & 0o111) === 0;
}

interface CopyRequest {
  readonly file: ZipFile;
  readonly give: Give | undefined;
  readonly window: Buffer;
  readonly source: number;
  readonly target: string;
}

function written({ source, target, file, give, window }: CopyRequest): string | undefined {
  const content = read(source, file.record.size, window);
  if (content === undefined || crc32(content) !== file.record.crc) return undefined;
  const fd = openSync(target, WRITE, UNPROVEN_MODE);
  try {
    give?.(fd);
    for (let at = 0; at < content.length;) at += writeSync(fd, content, at);
  } finally {
    closeSync(fd);
  }
  return hash('sha256', content);
}

/** A file of more bytes than the window takes, piece by piece. Undefined, and nothing left, where its size or CRC is another. */
function streamed({ source, target, file, give, window }: CopyRequest): string | undefined {
  const digest = createHash('sha256');
  const fd = openSync(target, WRITE, UNPROVEN_MODE);
  let [length, crc] = [0, 0];
  try {
    give?.(fd);
    for (let count = pieceOf(source, window); count > 0; count = pieceOf(source, window)) {
      const piece = window.subarray(0, count);
      length += count;
      if (length > file.record.size) break;
      crc = crc32(piece, crc);
      digest.update(piece);
      for (let at = 0; at < count;) at += writeSync(fd, piece, at);
    }
  } finally {
    closeSync(fd);
  }
  if (length === file.record.size && crc === file.record.crc) return digest.digest('hex');
  unlinkSync(target);
  return undefined;
}

/** Reads on; 0 at the end, and where the disk cannot read. */
function pieceOf(fd: number, window: Buffer): number {
  try {
    return readSync(fd, window);
  } catch (error) {
    if (isSystemError(error, ...UNREADABLE)) return 0;
    throw error;
  }
}

/** Undefined, and no clone left, where the clone has another CRC. */
function hashedClone({ target, file, give, window }: CopyRequest): string | undefined {
  const fd = openSync(target, READ);
  try {
    give?.(fd);
    const content = read(fd, file.record.size, window);
    if (content !== undefined && crc32(content) === file.record.crc) return hash('sha256', content);
  } finally {
    closeSync(fd);
  }
  unlinkSync(target);
  return undefined;
}

/**
 * The whole content, of exactly so many bytes; undefined for a file that changed its length, or that the disk cannot read. One
 * byte more is asked for, so that a regular file whose end was reached gives fewer, and needs no second call to say so.
 */
function read(fd: number, size: number, window: Buffer): Buffer | undefined {
  const wanted = size + 1;
  try {
    let length = readSync(fd, window, 0, wanted, 0);
    for (let count = length; count !== 0 && length < size; length += count)
      count = readSync(fd, window, length, wanted - length, length);
    return length === size ? window.subarray(0, size) : undefined;
  } catch (error) {
    if (isSystemError(error, ...UNREADABLE)) return undefined;
    throw error;
  }
}
