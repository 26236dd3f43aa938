import {
  closeSync,
  constants,
  fchownSync,
  lchownSync,
  lstatSync,
  openSync,
  statSync,
  type PathLike,
} from 'node:fs';
import { dirname } from 'node:path';
import { GvError, isSystemError } from '../../errors.ts';

/** The mode of a file that nothing has proven yet, in a directory that is closed to other accounts: what most files of a release end with, and never executable. */
export const UNPROVEN_MODE = 0o644;

/** Whether the umask of the process takes more from a new file than the right of others to write, so that its mode must be set once more. */
export function isNarrowed(): boolean {
  return (process.umask() & ~0o022) !== 0;
}

/** The failure where the umask takes its owner's rights to every new file, which gv then could not use; undefined where it does not. */
export function umaskFailure(cause?: unknown): GvError | undefined {
  const umask = process.umask();
  if ((umask & 0o700) === 0) return undefined;
  const octal = umask.toString(8).padStart(4, '0');
  return new GvError('permission', `the umask ${octal} takes your own rights to every new file from you`, {
    hint: 'Set another one in this shell, and run the command again: umask 022',
    cause,
  });
}

/** Gives a new entry to an account. A descriptor is safer than a path, which another account could change in between. */
export type Give = (entry: number | string) => void;

/** A file system that keeps no owners, or an account that this container does not know: the entry stays root's. */
const KEEPS_NO_OWNER = ['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EROFS'] as const;

/**
 * For the new entries of a directory: root's gv in a container, with the home of another account mounted into it, gives them to
 * the owner of that directory, who could not change or remove them otherwise. Undefined for every other account, which cannot
 * give anything away, and where the directory is root's own. Fails as `stat` does.
 */
export function heirOf(directory: PathLike): Give | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  // A directory that is missing has no new entries: making one fails, and names the directory.
  const owner = statSync(directory, { throwIfNoEntry: false });
  if (owner === undefined || owner.uid === 0) return undefined;
  const { uid, gid } = owner;
  return (entry) => {
    try {
      if (typeof entry === 'number') fchownSync(entry, uid, gid);
      else giveByName(entry, uid, gid);
    } catch (error) {
      if (!isSystemError(error, ...KEEPS_NO_OWNER)) throw error;
    }
  };
}

/** As `heirOf`, for one new entry at a path, whose directory is asked. */
export function inheritOwner(path: string): void {
  heirOf(dirname(path))?.(path);
}

/** As `inheritOwner`, for the directories from `first` down to `last`, as a recursive mkdir made them. */
export function inheritOwners(first: string, last: string): void {
  if (process.geteuid?.() !== 0) return;
  const made = [last];
  for (let at = last; at !== first && at !== dirname(at); at = dirname(at)) made.unshift(dirname(at));
  for (const each of made) inheritOwner(each);
}

function giveByName(path: string, uid: number, gid: number): void {
  if (lstatSync(path).isSymbolicLink()) return lchownSync(path, uid, gid);
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    fchownSync(fd, uid, gid);
  } finally {
    closeSync(fd);
  }
}
