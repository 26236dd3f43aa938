import { closeSync, constants, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import type { Version } from '../../core/version.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { isExecutable } from '../disk/access.ts';
import { awayHint, diskError } from '../disk/disk-error.ts';
import { umaskFailure } from '../disk/owner.ts';
import { entryKind, linkTarget } from '../disk/read.ts';
import { makeDirectory, removeFile } from '../disk/write.ts';

/** The directories in which unfinished work may lie. */
export function stagingPlaces({ staging, stagingInVersions }: Layout): readonly string[] {
  return [staging, stagingInVersions];
}

/**
 * Makes and gives the directory for unfinished work, mode 0700, from which one rename leads into versions/: staging/, or, where
 * versions/ is a link to another file system or a mount, a directory in it. Fails with `disk-full`, `permission` or `disk`.
 */
export async function stagingPlace(layout: Layout): Promise<string> {
  const { staging, stagingInVersions, versions } = layout;
  await makeDirectory(versions);
  await makeDirectory(staging, 0o700);
  if (takesRename(staging, versions)) return staging;
  await makeDirectory(stagingInVersions, 0o700);
  return stagingInVersions;
}

/**
 * Whether a rename can lead from one directory into another. Two mounts of one device take none, and neither do two subvolumes
 * under one mount: rename(2) tells the first by EXDEV before it looks for the file, and the device number tells the second.
 */
function takesRename(from: string, to: string): boolean {
  try {
    if (statSync(from).dev !== statSync(to).dev) return false;
    renameSync(join(from, NO_FILE), join(to, NO_FILE));
    return true;
  } catch (error) {
    if (isSystemError(error, 'EXDEV')) return false;
    if (isSystemError(error, 'ENOENT')) return true;
    throw diskError(error, to);
  }
}

/**
 * Refuses a place in versions/ that something of the user's has: a file, or a link whose tree is not there, or empty, which may be that of
 * another manager on a disk that is not mounted. Fails with `disk`.
 */
export function checkPlace(layout: Layout, { label, name }: Version): void {
  const path = layout.toolchain(name);
  const kind = entryKind(path);
  if (kind === 'file') {
    const text = `${path} is a file, and the place of go ${label}`;
    throw new GvError('disk', text, { hint: awayHint(path), path });
  }
  if (kind !== 'link' || existsSync(join(path, 'bin', 'go'))) return;
  const target = resolve(layout.versions, linkTarget(path) ?? '');
  const lacks = existsSync(path) ? 'which has no bin/go' : 'which is not there';
  throw new GvError('disk', `${path} is a link to ${target}, ${lacks}`, {
    hint: `Mount its disk; or give the link up: gv uninstall ${label}`,
    path,
  });
}

/** The owner alone may run the file, which is empty and goes at once. */
const PROGRAM_MODE = 0o700;

const NO_FILE = '.gv-no-such-file';

/**
 * Refuses a file system that runs no programs, where every install would be in vain. Tried out with a file in a directory of
 * unfinished work; `name` is its release, whose leftovers are cleared. Fails with `disk`, and as writing does.
 */
export async function checkRuns(layout: Layout, place: string, name: string): Promise<void> {
  const path = join(place, `${name}+run-${process.pid}`);
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
    closeSync(openSync(path, flags, PROGRAM_MODE));
  } catch (error) {
    throw diskError(error, path);
  }
  const runs = isExecutable(path);
  await removeFile(path);
  if (runs) return;
  const own = umaskFailure();
  if (own !== undefined) throw own;
  throw new GvError('disk', `no program can run in ${layout.versions}: its file system is mounted noexec`, {
    hint: `Mount it with exec (findmnt -T ${layout.versions} shows the mount), or set GV_ROOT to a directory elsewhere and run install.sh again.`,
  });
}
