import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { Measured } from '../../core/measured.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { diskError, readError } from '../disk/disk-error.ts';
import { feedHash, measuredFile } from '../disk/file-digest.ts';
import { heirOf } from '../disk/owner.ts';
import { makeParents, removeFile } from '../disk/write.ts';

const COPY_BYTES = 1024 * 1024;

/** A file of the user, open on the bytes that were measured; the caller closes it. */
export interface Carried {
  readonly handle: FileHandle;
  readonly measured: Measured;
}

/** Opens and measures a file that the user brought. Fails with `disk` when it is not a regular file, `size-wrong` when no archive is that large, `permission`. */
export async function openCarried(path: string): Promise<Carried> {
  const handle = await openRegular(path);
  try {
    const { size } = await handle.stat();
    if (size > LIMITS.archiveBytes)
      throw new GvError('size-wrong', `${path} is larger than any archive of Go`);
    const hash = createHash('sha256');
    await feedHash(handle, hash, size);
    return { handle, measured: measuredFile(basename(path), { handle, hash, size }) };
  } catch (error) {
    await handle.close();
    throw readError(error, path);
  }
}

/**
 * Copies a file that the user brought to `destination` and measures the copy. Another account that may write to the original
 * could change it between its proof and its unpacking; the copy is out of reach of other accounts.
 * Fails as `openCarried` does, and with `disk-full`.
 */
export async function copyCarried(path: string, destination: string): Promise<Carried> {
  const original = await openRegular(path);
  await removeFile(destination);
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  try {
    await makeParents(destination);
    const handle = await open(destination, flags, 0o600);
    heirOf(dirname(destination))?.(handle.fd);
    const hash = createHash('sha256');
    const size = await copyHashing({ path, handle: original }, handle, hash).catch(async (error: unknown) => {
      await handle.close();
      await removeFile(destination);
      throw error;
    });
    return { handle, measured: measuredFile(basename(path), { handle, hash, size }) };
  } catch (error) {
    throw diskError(error, destination);
  } finally {
    await original.close();
  }
}

interface Original {
  readonly path: string;
  readonly handle: FileHandle;
}

async function copyHashing({ path, handle }: Original, to: FileHandle, hash: Hash): Promise<number> {
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  for (let size = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, size).catch((error: unknown) => {
      throw readError(error, path);
    });
    if (bytesRead === 0) return size;
    const piece = buffer.subarray(0, bytesRead);
    hash.update(piece);
    for (let at = 0; at < bytesRead;)
      at += (await to.write(piece, at, bytesRead - at, size + at)).bytesWritten;
    size += bytesRead;
    if (size > LIMITS.archiveBytes)
      throw new GvError('size-wrong', 'the file is larger than any archive of Go');
  }
}

async function openRegular(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR'))
      throw new GvError('disk', `there is no file ${path}`, { cause: error });
    throw readError(error, path);
  }
  throw new GvError('disk', `${path} is not a regular file`);
}
