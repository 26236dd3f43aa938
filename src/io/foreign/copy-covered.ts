import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { modeOf, parentsOf } from '../../core/archive/zip-tree.ts';
import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { GvError, interruption, isSystemError } from '../../errors.ts';
import { readVersionFile } from '../../trust/content.ts';
import { cloneFile } from '../disk/clone.ts';
import { diskError } from '../disk/disk-error.ts';
import { heirOf } from '../disk/owner.ts';
import { readSmall } from '../disk/read.ts';
import type { UnpackedTree } from '../tar/unpack-thread.ts';
import { makeDirectories, sealTree } from '../zip/zip-unpack.ts';

export interface CopyOrder {
  /** The GOROOT that is only read. */
  readonly from: string;
  /** An empty stage, which takes the tree as `go`. */
  readonly into: string;
  readonly files: readonly CoveredFile[];
  readonly signal: AbortSignal;
}

/** Only a regular file at the path itself counts; a FIFO is opened without waiting for a writer. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const WRITE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const UNPROVEN_MODE = 0o600;
/** A smaller file is written faster than cloned and read again. */
const CLONED_BYTES = 128 * 1024;
/** Files between two looks at the signal. */
const AT_ONCE = 256;

const buffer = Buffer.allocUnsafeSlow(1024 * 1024);

/**
 * Copies the covered files of a tree into a stage, as clones where the file system has them, closed and not executable. Each
 * digest is taken from the very bytes that were written, so that a tree that changes meanwhile is noticed, and compared: the copy
 * has what the checksum database proved. Fails with `tree-changed`, `interrupted`, `disk-full`, `permission`, `disk`.
 */
export async function copyCovered({ from, into, files, signal }: CopyOrder): Promise<UnpackedTree> {
  const paths = files.map(({ path }) => `go/${path}`);
  const directories = parentsOf(paths);
  makeDirectories(into, { directories });
  const give = heirOf(into);
  let bytes = 0;
  for (const [index, { path, sha256 }] of files.entries()) {
    if (index % AT_ONCE === 0) await turn();
    if (signal.aborted) throw interruption(signal);
    const copy = copied(join(from, path), join(into, 'go', path), give);
    if (copy?.sha256 !== sha256) throw changed(join(from, path));
    bytes += copy.size;
  }
  const versionFile = readSmall(join(into, 'go', 'VERSION')) ?? '';
  return {
    files,
    directories: new Set(directories.map((path) => path.slice('go/'.length)).filter((path) => path !== '')),
    bytes,
    versionFile,
    seal: async () => {
      await Promise.resolve();
      const moded = files.map(({ path }) => ({ path: `go/${path}`, mode: modeOf(0, path) }));
      sealTree(into, { files: moded, directories }, readVersionFile(versionFile).time);
    },
  };
}

function changed(path: string): GvError {
  return new GvError('tree-changed', `${path} changed while its tree was read`, {
    hint: 'Let the program end that writes there, and run gv import again.',
    path,
  });
}

interface Copy {
  readonly sha256: string;
  readonly size: number;
}

/** Undefined for a file that is gone by now, or is no regular file any more. */
function copied(source: string, target: string, give: ReturnType<typeof heirOf>): Copy | undefined {
  const fd = opened(source);
  if (fd === undefined) return undefined;
  try {
    const { size, mode } = fstatSync(fd);
    // A clone has the mode of its source for a moment, and nothing unproven is ever executable.
    const isClone = size >= CLONED_BYTES && (mode & 0o111) === 0 && cloneFile(fd, target, UNPROVEN_MODE);
    const into = openSync(target, isClone ? READ : WRITE, UNPROVEN_MODE);
    try {
      give?.(into);
      return isClone ? summed(into, undefined) : summed(fd, into);
    } finally {
      closeSync(into);
    }
  } catch (error) {
    throw diskError(error, target);
  } finally {
    closeSync(fd);
  }
}

function opened(path: string): number | undefined {
  try {
    const fd = openSync(path, READ);
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
    return undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO')) return undefined;
    throw diskError(error, path);
  }
}

/** Hashes a file, and writes what was read where a descriptor to write to is given. */
function summed(from: number, to: number | undefined): Copy {
  const running = createHash('sha256');
  let size = 0;
  for (let length = readSync(from, buffer); length > 0; length = readSync(from, buffer)) {
    const piece = buffer.subarray(0, length);
    running.update(piece);
    if (to !== undefined) for (let at = 0; at < length;) at += writeSync(to, piece, at);
    size += length;
  }
  return { sha256: running.digest('hex'), size };
}
