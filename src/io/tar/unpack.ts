import type { FileHandle } from 'node:fs/promises';
import { fileSource } from './byte-source.ts';
import { recorder, type Unpacked } from './recorder.ts';
import { type ArchiveOptions, readArchive } from './tar-reader.ts';
import { startUnpacking, type UnpackedTree, type UnpackOptions } from './unpack-thread.ts';

/**
 * Unpacks an archive that is all here into an empty directory. A proven archive may still be hostile, so that every check applies.
 * Fails with `archive-hostile`, `disk-full`, `permission`, `disk` or `interrupted`; the caller drops the directory.
 */
export async function unpack(
  handle: FileHandle,
  into: string,
  options: UnpackOptions,
): Promise<UnpackedTree> {
  const unpacking = startUnpacking(into, options);
  try {
    const source = fileSource(handle);
    for (let piece = await source.next(); piece !== undefined; piece = await source.next()) {
      await unpacking.take(piece.bytes);
      piece.release();
    }
    return await unpacking.end();
  } finally {
    await unpacking.stop();
  }
}

/** Gives the facts of a tree, with every digest, without writing: for an archive whose proof is over its content. Fails as `readArchive` does. */
export async function hashTree(handle: FileHandle, options: ArchiveOptions): Promise<Unpacked> {
  const nowhere = {
    directory: () => undefined,
    open: () => undefined,
    write: () => undefined,
    close: () => undefined,
  };
  const { visitor, result } = recorder('everything', nowhere);
  await readArchive(handle, visitor, options);
  return result();
}
