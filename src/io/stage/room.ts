import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { megabytes } from '../../core/text/megabytes.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';

/** An archive that is about to come, and to be unpacked. */
export interface ComingArchive {
  /** The release in the message, e.g. `go 1.22.5`. */
  readonly subject: string;
  /** Bytes of the whole archive. */
  readonly size: number;
  /** Bytes of the archive that are here already. */
  readonly arrived: number;
  /** The path of the archive in the cache. */
  readonly file: string;
  /** The directory that takes the tree. */
  readonly stage: string;
}

/**
 * Official archives hold 3.2 to 3.5 times their size, and module zips about 2.9; on a disk with blocks of 4096 bytes they take
 * more. The least counts here, so that an install that would just fit is not refused.
 */
const UNPACKED_RATIO = 2.9;

/**
 * Refuses an archive for which a file system has too little room, before its first byte is fetched. Archive and tree add up where
 * they lie on one file system. Fails with `disk-full`, naming the bytes that are needed and free.
 */
export function checkRoom({ subject, size, arrived, file, stage }: ComingArchive): void {
  const archive = { ...existing(dirname(file)), bytes: Math.max(size - arrived, 0) };
  const tree = { ...existing(stage), bytes: size * UNPACKED_RATIO };
  const isShared = archive.device === tree.device;
  const needs = isShared ? [{ ...archive, bytes: archive.bytes + tree.bytes }] : [archive, tree];
  for (const { path, bytes } of needs) {
    const free = freeBytes(path);
    if (free === undefined || bytes <= free) continue;
    const text = `${subject} needs ${megabytes(bytes)} in ${path}, and ${megabytes(free)} are free there`;
    throw new GvError('disk-full', text, {
      hint: 'gv prune removes downloads and leftovers; or set GV_ROOT to a directory on a larger disk.',
      path,
    });
  }
}

interface Place {
  readonly path: string;
  readonly device: number;
}

/** The directory, or the nearest one above it that exists. */
function existing(directory: string): Place {
  for (let path = directory; ; path = dirname(path)) {
    try {
      return { path, device: statSync(path).dev };
    } catch (error) {
      if (!isSystemError(error, 'ENOENT') || path === dirname(path)) throw diskError(error, path);
    }
  }
}

/** The free bytes for this account; undefined where a file system, such as one of FUSE, does not tell. */
function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize, blocks } = statfsSync(path);
    return blocks === 0 ? undefined : bavail * bsize;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
