import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Measured } from '../../core/measured.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { awayHint, diskError, readError } from '../disk/disk-error.ts';
import { eachPiece, measuredFile } from '../disk/file-digest.ts';
import { heirOf } from '../disk/owner.ts';
import { writeBehind } from '../disk/write-behind.ts';

/** An unfinished download: each chunk is hashed on arrival and written behind. */
export interface PartFile {
  /** Bytes that were hashed; all of them are on disk after `flush`. */
  readonly size: number;
  /** SHA-256 of those bytes, lower-case hex. */
  sha256(): string;
  /** Takes the chunk over, with its memory. */
  append(chunk: Uint8Array): Promise<void>;
  flush(): Promise<void>;
  /** Empties it. */
  reset(): Promise<void>;
  /** Gives the file its final name. The descriptor stays open on the bytes that were hashed. */
  finish(path: string, name: string): Promise<OwnedFile>;
  close(): Promise<void>;
}

/** An open file with the size and the digest of its bytes. */
export interface OwnedFile {
  readonly handle: FileHandle;
  readonly measured: Measured;
}

/** Reads a download while it grows, by its file or by its bytes. */
export interface PartReader {
  /** `fd` is open on the part, which may be read up to `grown`. */
  opened?(fd: number): void;
  grown?(size: number): void;
  /** The next bytes, from the first one on, those of an earlier run too; they are the reader's until the call settles. A failure ends the download. */
  arrived?(bytes: Uint8Array): Promise<void>;
  /** Called before the part is emptied or closed unfinished; settles when the last read has ended. */
  gone(): Promise<void>;
}

/**
 * Opens or creates `path` (mode 0600, never through a symbolic link, only a regular file) and hashes the bytes that an
 * earlier run left in it. Fails with `disk-full`, `permission`, `disk`.
 */
export async function openPart(path: string, reader?: PartReader): Promise<PartFile> {
  const handle = await openPlain(path);
  let hash = createHash('sha256');
  let size = await readOn(handle, hash, reader);
  const written = (end: number): void => reader?.grown?.(end);
  let output = writeBehind(handle, { path, position: size, onWritten: written });
  reader?.opened?.(handle.fd);
  reader?.grown?.(size);
  return {
    get size() {
      return size;
    },
    sha256: () => hash.copy().digest('hex'),
    append: async (chunk) => {
      hash.update(chunk);
      size += chunk.byteLength;
      await reader?.arrived?.(chunk);
      await output.append(chunk);
    },
    flush: () => output.flush(),
    reset: async () => {
      await output.flush();
      await reader?.gone();
      await onDisk(path, () => handle.truncate(0));
      [hash, size, output] = [
        createHash('sha256'),
        0,
        writeBehind(handle, { path, position: 0, onWritten: written }),
      ];
    },
    finish: async (final, name) => {
      await output.flush();
      await onDisk(final, () => rename(path, final));
      return { handle, measured: measuredFile(name, { handle, hash, size }) };
    },
    close: async () => {
      await reader?.gone();
      await handle.close();
    },
  };
}

/** Hashes the bytes of a file, and has them read, in one pass; gives their number. Closes the file of a reader that fails. */
async function readOn(handle: FileHandle, hash: Hash, reader: PartReader | undefined): Promise<number> {
  try {
    return await eachPiece(handle, (await handle.stat()).size, async (piece) => {
      hash.update(piece);
      await reader?.arrived?.(piece);
    });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Opens a finished download and hashes it again, as a file in the cache may have changed; `reader` gets its bytes meanwhile. Undefined
 * when the path is not a regular file. Fails as the reader does, and with `disk` for a directory, whose place no download could take.
 */
export async function openFinished(
  path: string,
  name: string,
  reader?: PartReader,
): Promise<OwnedFile | undefined> {
  const handle = await openExisting(path);
  if (handle === undefined) return undefined;
  const found = await handle.stat();
  const hash = createHash('sha256');
  if (!found.isFile()) {
    await handle.close();
    if (!found.isDirectory()) return undefined;
    throw new GvError('disk', `${path} is a directory`, { hint: awayHint(path), path });
  }
  const size = await readOn(handle, hash, reader);
  return { handle, measured: measuredFile(name, { handle, hash, size }) };
}

const { O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

async function openPlain(path: string): Promise<FileHandle> {
  return await onDisk(path, async () => {
    const handle = await openUnlinked(path);
    if ((await handle.stat()).isFile()) {
      heirOf(dirname(path))?.(handle.fd);
      return handle;
    }
    await handle.close();
    throw new GvError('disk', `${path} is not a regular file`, { hint: `Remove it: rm -r '${path}'` });
  });
}

/** A symbolic link at the path of a download would make gv write elsewhere: gv replaces the link. */
async function openUnlinked(path: string): Promise<FileHandle> {
  const flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    if (!isSystemError(error, 'ELOOP')) throw error;
    await rm(path);
    return await open(path, flags, 0o600);
  }
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ELOOP')) return undefined;
    throw readError(error, path);
  }
}

async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, path);
  }
}
