import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { mountOf, type Mount } from '../../core/machine/mounts.ts';
import { isSystemError } from '../../errors.ts';

/** The facts about a place that reading tells. */
export interface PlaceFacts {
  /** The place, or the nearest directory above it that is there. */
  readonly directory: string;
  readonly exists: boolean;
  /** The same for two places of one filesystem that is mounted once. */
  readonly filesystem: string;
  readonly mount: Mount | undefined;
  /** Free for this account; undefined where the filesystem does not tell, as one of FUSE. */
  readonly freeBytes: number | undefined;
  readonly freeInodes: number | undefined;
  readonly inodes: number | undefined;
  /** Why this account may make no files there. */
  readonly refused: 'EACCES' | 'EROFS' | undefined;
  /** The account that owns the directory; undefined where that cannot be seen. */
  readonly owner: number | undefined;
}

/** Reads the facts about a place, a path without links. */
export function placeFacts(path: string, mounts: readonly Mount[]): PlaceFacts {
  const directory = existing(path);
  const mount = mountOf(mounts, directory);
  const stat = tried(() => statSync(directory));
  return {
    directory,
    exists: directory === path,
    filesystem: mount === undefined ? `device ${stat?.dev ?? directory}` : mount.point,
    mount,
    ...roomOf(directory),
    refused: refusalOf(directory),
    owner: stat?.uid,
  };
}

function existing(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (at === dirname(at) || tried(() => statSync(at).isDirectory()) === true) return at;
  }
}

/** A filesystem that counts no inodes, as btrfs and most of the network, says 0 for all. */
function roomOf(directory: string): Pick<PlaceFacts, 'freeBytes' | 'freeInodes' | 'inodes'> {
  const room = tried(() => statfsSync(directory));
  const hasInodes = (room?.files ?? 0) > 0;
  return {
    freeBytes: room === undefined || room.blocks === 0 ? undefined : room.bavail * room.bsize,
    freeInodes: hasInodes ? room?.ffree : undefined,
    inodes: hasInodes ? room?.files : undefined,
  };
}

function refusalOf(directory: string): PlaceFacts['refused'] {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (isSystemError(error, 'EROFS')) return 'EROFS';
    if (isSystemError(error, 'EACCES', 'EPERM')) return 'EACCES';
    return undefined;
  }
}

/** A place that this account may not look at, or that goes meanwhile, tells nothing. */
function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
