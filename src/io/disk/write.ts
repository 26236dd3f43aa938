import { constants, mkdirSync, rmSync, statSync, type Stats } from 'node:fs';
import { chmod, type FileHandle, lstat, open, readdir, rename, rm, symlink, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { shellWord } from '../../core/shells/quote.ts';
import { GvError, isSystemError, isUnwritten } from '../../errors.ts';
import { diskError, noDirectory, onDisk } from './disk-error.ts';
import { checkFollowed } from './followed.ts';
import { heirOf, inheritOwner, inheritOwners } from './owner.ts';
import { entryKind, linkTarget } from './read.ts';

let counter = 0;

/** A unique name, which need not be secret: the file is created exclusively, in a directory that is the user's own. */
function temporaryName(path: string): string {
  counter += 1;
  return `${path}.${process.pid}.${counter}.tmp`;
}

/** The owner changes the files of gv, and every account may read them. Each call gives the mode, as a umask may take away too little. */
const DIRECTORY_MODE = 0o755;
export const FILE_MODE = 0o644;

/**
 * Makes a directory and its missing parents. The mode is a bound whatever the umask is, and also where a default ACL takes
 * the umask's place (acl(5)); a umask may take more away. Fails with `disk-full`, `disk` or `permission`, also
 * for a path through a link of another account.
 */
export function makeDirectory(path: string, mode: number = DIRECTORY_MODE): Promise<void> {
  return new Promise((done) => done(makeDirectorySync(path, mode)));
}

/** Makes a directory likewise, for a caller that is called back by a parser and cannot wait. */
export function makeDirectorySync(path: string, mode: number = DIRECTORY_MODE): void {
  onDisk(path, () => makeAll(path, mode));
}

/** Makes the directory that a file is to lie in; likewise. Fails as mkdir does: the caller knows the file. */
export function makeParents(file: string): Promise<void> {
  return new Promise((done) => done(makeAll(dirname(file), DIRECTORY_MODE)));
}

/** The one place where gv makes directories of its own and comes back to them: the links on the way are checked here. */
function makeAll(path: string, mode: number): void {
  checkFollowed(path);
  let first: string | undefined;
  try {
    first = makeMissing(path, mode);
  } catch (error) {
    throw linkToNowhere(error, path) ?? fileInstead(error, path) ?? error;
  }
  if (first !== undefined) inheritOwners(first, path);
}

/**
 * Makes what is missing of a path, and gives the first directory that was made. The recursive mkdir of Node never ends where the
 * parent is there and mkdir(2) says ENOENT all the same, as /proc does.
 */
function makeMissing(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    if (isDirectory(path)) return undefined;
    if (!isSystemError(error, 'ENOENT') || path === dirname(path)) throw error;
  }
  const first = makeMissing(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made the directory in between.
    if (!isDirectory(path)) throw error;
  }
  return first ?? path;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The failure where a file has the name of the directory. */
function fileInstead(error: unknown, path: string): GvError | undefined {
  return isSystemError(error, 'EEXIST') ? noDirectory(path, error) : undefined;
}

/** The failure where a directory of gv's is a link whose target is gone: versions/ on a disk that is not mounted. */
function linkToNowhere(error: unknown, path: string): GvError | undefined {
  const target = isSystemError(error, 'ENOENT', 'EEXIST') ? linkTarget(path) : undefined;
  if (target === undefined) return undefined;
  const place = resolve(dirname(path), target);
  return new GvError('disk', `${path} is a link to ${place}, which is not there`, {
    hint: `Mount its disk, or make the directory: mkdir -p ${shellWord(place)}`,
    path,
    cause: error,
  });
}

/**
 * Replaces a small file as a whole: the text is written to a temporary name beside it, synced, renamed, so that a reader or a
 * crash sees the old text or the new one. Makes missing parents. Fails with `disk-full`, `permission` or `disk`.
 */
export async function writeFileAtomic(
  path: string,
  text: string | Uint8Array,
  mode: number = FILE_MODE,
): Promise<void> {
  return replace(path, text, { mode, dress: (handle) => handle.sync() });
}

/** Replaces a small file likewise, for a text that says nothing after a crash: no disk is waited for. Fails as `writeFileAtomic` does. */
export async function writeNote(path: string, text: string): Promise<void> {
  return replace(path, text, { mode: FILE_MODE, dress: () => Promise.resolve() });
}

/**
 * Replaces a small file of the user's likewise, and keeps its mode, owner and group; a missing file is made as one of gv's. The
 * group loses its rights where the group cannot be kept. Fails with `disk-full`, `permission` or `disk`.
 */
export async function replaceUsersFile(path: string, text: string | Uint8Array): Promise<void> {
  const before = onDisk(path, () => statSync(path, { throwIfNoEntry: false }));
  if (before === undefined) return writeFileAtomic(path, text);
  const dress = async (handle: FileHandle): Promise<void> => {
    await dressAs(handle, before);
    await handle.sync();
  };
  return replace(path, text, { mode: 0o600, dress });
}

async function dressAs(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const now = await handle.stat();
  let rights = mode & 0o777;
  try {
    if (now.uid !== uid || now.gid !== gid) await handle.chown(uid, gid);
  } catch (error) {
    if (!isSystemError(error, 'EPERM', 'EINVAL')) throw error;
    if (now.gid !== gid) rights &= 0o707;
  }
  // After open(2), which a umask would bound.
  await handle.chmod(rights);
}

interface ReplaceRequest {
  readonly mode: number;
  /** Gives the new file what else it is to have, and to the disk, before it takes its place. */
  readonly dress: (handle: FileHandle) => Promise<void>;
}

async function replace(
  path: string,
  text: string | Uint8Array,
  { mode, dress }: ReplaceRequest,
): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await makeParents(path);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const handle = await open(temporary, flags, mode);
    try {
      heirOf(dirname(path))?.(handle.fd);
      await handle.writeFile(text);
      await dress(handle);
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // A file system that can only be read refuses this too: the first failure is the one to tell.
    await unlink(temporary).catch(() => undefined);
    throw diskError(error, path);
  }
}

/**
 * Waits until the renames in a directory are on the disk. A file system that cannot be asked, such as some of the network, keeps them
 * atomic all the same, except after a power cut. Fails with `disk-full` or `disk`.
 */
export async function syncDirectory(path: string): Promise<void> {
  try {
    await using handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
    await handle.sync();
  } catch (error) {
    if (!isSystemError(error, 'EINVAL', 'ENOTSUP', 'EBADF')) throw diskError(error, path);
  }
}

/**
 * Replaces a small file that only saves time, as a whole. A directory in its place goes: a cache holds nothing of the user's. Does nothing
 * where the file cannot be written, as in a root that can only be read or on a full disk: the next run finds it out anew.
 */
export async function cacheFile(path: string, text: string | Uint8Array): Promise<void> {
  try {
    if (entryKind(path) === 'other') await removeTree(path);
    await writeFileAtomic(path, text);
  } catch (error) {
    if (!isUnwritten(error)) throw error;
  }
}

/** Points `path` at `target` in one step; does nothing when the link is right already. Replaces a file or a link, never a directory. */
export async function linkAtomic(target: string, path: string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    if (linkTarget(path) === target) return;
    await makeParents(path);
    await symlink(target, temporary);
    inheritOwner(temporary);
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw diskError(error, path);
  }
}

/** Removes a file or link; does nothing when it is missing. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR')) throw diskError(error, path);
  }
}

/**
 * Removes a tree with everything in it, read-only directories too, and follows no link out of it. The asynchronous rm of
 * Node starts a call for every file of a directory at once: 590 MB for 200 000 files, and three times the time.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    try {
      if (isSystemError(error, 'EACCES', 'EPERM', 'ENOTEMPTY')) await makeWritable(path);
      await rm(path, { recursive: true, force: true });
    } catch (again) {
      // The failure names the entry, which may be another account's; that of a file which unlink(2) refuses is ENOTDIR.
      const place = placeOf(again) ?? path;
      if (isSystemError(again, 'ENOTDIR')) await removeFile(place);
      throw diskError(again, place);
    }
  }
}

function placeOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}

async function makeWritable(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await makeWritable(join(path, name));
}
