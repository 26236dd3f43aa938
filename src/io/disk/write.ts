import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm, symlink, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GvError, isSystemError } from '../../errors.ts';
import { diskError } from './disk-error.ts';
import { linkTarget } from './read.ts';

let counter = 0;

/** Unique, not secret: it is created exclusively, in a directory that is the user's own. */
function temporaryName(path: string): string {
  counter += 1;
  return `${path}.${process.pid}.${counter}.tmp`;
}

/** What gv makes is its owner's to change, and everybody's to read: said at each call, as a umask may take less away. */
const DIRECTORY_MODE = 0o755;
export const FILE_MODE = 0o644;

/**
 * Makes a directory and its missing parents. The mode is a bound whatever the umask is, and also where a default ACL takes
 * the umask's place (acl(5)); a umask may take more away. Fails with `disk-full`, `permission` or `disk`.
 */
export async function makeDirectory(path: string, mode: number = DIRECTORY_MODE): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode });
  } catch (error) {
    throw diskError(error, path);
  }
}

/** Makes the directory that a file is to lie in; likewise. Fails as mkdir does: the caller knows the file. */
export async function makeParents(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: DIRECTORY_MODE });
}

/**
 * Replaces a small file as a whole: written to a temporary name beside it, synced, renamed, so that a reader or a
 * crash sees the old text or the new one. Makes missing parents. Fails with `disk-full`, `permission` or `disk`.
 */
export async function writeFileAtomic(
  path: string,
  text: string | Uint8Array,
  mode: number = FILE_MODE,
): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await makeParents(path);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const handle = await open(temporary, flags, mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw diskError(error, path);
  }
}

/**
 * Replaces a small file that is only kept to save time, as a whole. Where it may not be written, in a root that can only be
 * read for example, nothing is kept, and nothing fails. Fails with `disk-full` or `disk`.
 */
export async function cacheFile(path: string, text: string | Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    if (!(error instanceof GvError) || error.code !== 'permission') throw error;
  }
}

/** Points `path` at `target` in one step; nothing happens when it does already. Replaces a file or a link, never a directory. */
export async function linkAtomic(target: string, path: string): Promise<void> {
  const temporary = temporaryName(path);
  try {
    if (linkTarget(path) === target) return;
    await makeParents(path);
    await symlink(target, temporary);
    await rename(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw diskError(error, path);
  }
}

/** Removes a file or link; nothing happens when there is none. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR')) throw diskError(error, path);
  }
}

/** Removes a tree with everything in it, read-only directories too, and follows no link out of it. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!isSystemError(error, 'EACCES', 'EPERM', 'ENOTEMPTY')) throw diskError(error, path);
    await makeWritable(path);
    await rm(path, { recursive: true, force: true }).catch((again: unknown) => {
      throw diskError(again, path);
    });
  }
}

async function makeWritable(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const name of await readdir(path)) await makeWritable(join(path, name));
}
