import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { isSystemError } from '../../errors.ts';
import { cloneFile } from '../disk/clone.ts';
import { threadFailure } from '../disk/disk-error.ts';
import { type Give, heirOf, UNPROVEN_MODE } from '../disk/owner.ts';
import { type HashedContent, hashFile } from '../tree/hash-file.ts';
import type { CopyReply, CopyTask } from './copy-protocol.ts';

// One of the threads that copy a tree of another manager. Its files are not proven yet: never executable, in directories that are
// closed to other accounts. Each digest is taken from the very bytes that were written.

/** Only a regular file at the path itself counts; a FIFO is opened without waiting for a writer. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/** Exclusive: a name that exists already, of any kind, is an attack. */
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** A smaller file is written faster than cloned and read again. */
const CLONED_BYTES = 128 * 1024;

const buffer = Buffer.allocUnsafeSlow(1024 * 1024);

let path = '';

/** Undefined for a file that is gone by now, or is no regular file any more. */
function copied(source: string, target: string, give: Give | undefined): HashedContent | undefined {
  const fd = opened(source);
  if (fd === undefined) return undefined;
  try {
    const { size, mode } = fstatSync(fd);
    path = target;
    // A clone has the mode of its source for a moment, and nothing unproven is ever executable.
    const isClone = size >= CLONED_BYTES && (mode & 0o111) === 0 && cloneFile(fd, target, UNPROVEN_MODE);
    const into = openSync(target, isClone ? READ : WRITE, UNPROVEN_MODE);
    try {
      give?.(into);
      return isClone ? hashFile(into, buffer) : hashFile(fd, buffer, (piece) => write(into, piece));
    } finally {
      closeSync(into);
    }
  } finally {
    closeSync(fd);
  }
}

function opened(source: string): number | undefined {
  path = source;
  try {
    const fd = openSync(source, READ);
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    return undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO')) return undefined;
    throw error;
  }
}

function write(fd: number, piece: Uint8Array): void {
  for (let at = 0; at < piece.length;) at += writeSync(fd, piece, at);
}

function copyAll({ from, into, files }: CopyTask): CopyReply {
  const give = heirOf(into);
  let bytes = 0;
  try {
    for (const file of files) {
      const source = `${from}/${file.path}`;
      const copy = copied(source, `${into}/${file.path}`, give);
      if (copy?.sha256 !== file.sha256) return { kind: 'changed', path: source };
      bytes += copy.size;
    }
    return { kind: 'copied', bytes };
  } catch (error) {
    return { kind: 'disk', ...threadFailure(error, path) };
  }
}

parentPort?.on('message', (task: CopyTask) => parentPort?.postMessage(copyAll(task)));
