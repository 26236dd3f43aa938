import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  statSync,
  unlinkSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { LOST } from '../../core/text/nameless.ts';
import { isDiskFailure, isSystemError } from '../../errors.ts';
import type { EntryFacts } from '../../trust/writers.ts';
import { diskError, onDisk } from './disk-error.ts';

/** The owner of a path, in words: `root` or `user 1000`. Fails as `stat` does. */
export function ownerOf(path: string): string {
  const { uid } = statSync(path);
  return uid === 0 ? 'root' : `user ${uid}`;
}

/** Whether a path, no link followed, belongs to the account of this process. */
export function isOwn(path: string): boolean {
  return entryOrNothing(path)?.uid === process.geteuid?.();
}

/** True for a file, links followed, that this process may run; false for a directory or a missing file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return false;
    throw error;
  }
}

/** True for a directory, links followed. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return false;
    throw error;
  }
}

/** Whether this process may write a path, links followed; `absent` for a missing one. Fails with `disk`. */
export function mayWrite(path: string): 'yes' | 'no' | 'absent' {
  try {
    accessSync(path, constants.W_OK);
    return 'yes';
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 'absent';
    if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) return 'no';
    throw diskError(error, path);
  }
}

/** An entry with the file system that it lies on. */
export interface PlacedEntry extends EntryFacts {
  readonly device: number;
}

/** The entry at a path, no link followed; undefined when there is none. Fails with `permission` or `disk`. */
export function entryAt(path: string): PlacedEntry | undefined {
  const stat = onDisk(path, () => lstatSync(path, { throwIfNoEntry: false }));
  return stat === undefined ? undefined : { path, ...factsOf(stat) };
}

/** As `entryAt`; undefined too for what this account may not look at. */
export function entryOrNothing(path: string): PlacedEntry | undefined {
  try {
    return entryAt(path);
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}

function factsOf(stat: Stats): Omit<PlacedEntry, 'path'> {
  const kind = stat.isFile()
    ? 'file'
    : stat.isDirectory()
      ? 'directory'
      : stat.isSymbolicLink()
        ? 'link'
        : 'other';
  const { uid, gid, dev } = stat;
  return { kind, uid, gid, mode: stat.mode & 0o7777, device: dev, keepsMode: true };
}

/** As many as the kernel follows, path_resolution(7). */
const MOST_LINKS = 40;

/**
 * Every directory, link and file that the kernel passes on an absolute path, from `/` on; up to the first that is missing or
 * may not be looked at, where reading fails, too.
 */
export function entriesOf(path: string): readonly PlacedEntry[] {
  return followed(path, '/').entries;
}

/** A path that was followed link by link. */
export interface FollowedPath {
  readonly entries: readonly PlacedEntry[];
  /** The end of the path, without links, as seen from the root; undefined where something is missing or may not be looked at. */
  readonly end: string | undefined;
  /** The first part, of the path or of a link's target, whose name is no UTF-8: its bytes are lost, and another entry may have what is left of the name. */
  readonly nameless?: string;
}

/**
 * Follows a path as a process does whose root directory is `root` (chroot): a link to `/etc` leads to `etc` below the root, and
 * `..` leads no further up than the root. Thus no link in an unpacked image reaches a file of this machine.
 */
export function followed(path: string, root: string): FollowedPath {
  const entries: PlacedEntry[] = [];
  const take = (inside: string): PlacedEntry | undefined => {
    const entry = entryOrNothing(join(root, inside));
    if (entry !== undefined) entries.push(entry);
    return entry;
  };
  let at = '/';
  let links = 0;
  let nameless: { readonly nameless?: string } = {};
  take(at);
  const names = path.split('/');
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '..') at = dirname(at);
    if (name === '' || name === '.' || name === '..') continue;
    if (name.includes(LOST)) nameless = { nameless: join(root, at, name), ...nameless };
    const entry = take(join(at, name));
    if (entry === undefined) return { entries, end: undefined, ...nameless };
    if (entry.kind !== 'link') at = join(at, name);
    else if ((links += 1) > MOST_LINKS) return { entries, end: undefined, ...nameless };
    else {
      const target = onDisk(entry.path, (link) => readlinkSync(link));
      if (target.startsWith('/')) at = '/';
      names.unshift(...target.split('/'));
    }
  }
  return { entries, end: at, ...nameless };
}

let counter = 0;

/** Loose on purpose: it has something to be taken away. */
const PROBE_MODE = 0o666;

/**
 * The file system of a directory, where chmod changes nothing: vfat, a Windows disk in WSL, some NAS. Found by trying with
 * a file of its own; undefined where modes are kept, or nothing can be tried.
 */
export function deviceWithoutModes(directory: string): number | undefined {
  counter += 1;
  const path = join(directory, `.gv-mode.${process.pid}.${counter}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  let fd: number | undefined;
  try {
    fd = openSync(path, flags, PROBE_MODE);
    if (changeMode(fd, 0o600)) return undefined;
    return fstatSync(fd).dev;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  } finally {
    if (fd !== undefined) {
      closeSync(fd);
      unlinkSync(path);
    }
  }
}

/** Takes the right to write from others. False where that changed nothing: the file system keeps no modes. */
function changeMode(fd: number, mode: number): boolean {
  try {
    fchmodSync(fd, mode);
  } catch (error) {
    if (!isSystemError(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error;
  }
  return (fstatSync(fd).mode & 0o022) === 0;
}

/**
 * Takes the right to write from all accounts but the owner, for a file or directory that this account owns. Works through a
 * descriptor, as another account that may write the directory could put a link in its place. False where nothing changed.
 */
export function tighten({ path, uid }: EntryFacts): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = fstatSync(fd);
    if (found.uid !== uid || uid !== process.geteuid?.() || (found.mode & 0o022) === 0) return false;
    return changeMode(fd, found.mode & 0o7755);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EACCES', 'EPERM', 'ELOOP', 'EROFS', 'ENXIO')) return false;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
