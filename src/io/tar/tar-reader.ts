import type { FileHandle } from 'node:fs/promises';
import type { GzipMembers } from '../../core/archive/gzip.ts';
import { tarRefusal } from '../../core/archive/tar-refusal.ts';
import { tarStream, type TarVisitor } from '../../core/archive/tar-stream.ts';
import { GvError } from '../../errors.ts';
import { gunzip } from './gunzip.ts';

/** Called in the order of the archive. What a method throws ends the reading and reaches the caller. */
export interface ArchiveVisitor extends TarVisitor {
  /** After all of an inflated chunk was announced; nobody else uses it. The next chunk waits for this one. */
  chunk?(chunk: Uint8Array): Promise<void>;
  /** True ends the reading early and in peace: what follows is not looked at. */
  enough?(): boolean;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Bytes of the compressed file read so far. */
  readonly progress?: (bytes: number) => void;
}

export interface ArchiveOptions extends ReadOptions {
  /** How the archive was packed, as `gzipMembers` knows. Default: one. */
  readonly members?: GzipMembers;
}

/**
 * Reads an official .tar.gz through the descriptor whose bytes were proven, not through its path, which may lead elsewhere
 * by now. Every byte of the file has its place: see `tarStream` and `gunzip`. Holds a few chunks in memory, however large it is.
 * Fails with `archive-hostile` when it is damaged or not what Go's archive/tar writes, with `interrupted` when the signal says so.
 */
export async function readArchive(
  handle: FileHandle,
  visitor: ArchiveVisitor,
  options: ArchiveOptions,
): Promise<void> {
  const tar = tarStream(visitor);
  const stop = new AbortController();
  const take = async (chunk: Uint8Array, read: number): Promise<void> => {
    tar.write(chunk);
    await visitor.chunk?.(chunk);
    options.progress?.(read);
    if (visitor.enough?.() === true) stop.abort();
  };
  const another = (): boolean => options.members === 'many' && !tar.ended;
  try {
    await gunzip(handle, { take, another, signal: AbortSignal.any([options.signal, stop.signal]) });
    tar.end();
  } catch (error) {
    if (stop.signal.aborted && !options.signal.aborted) return;
    throw asDamage(error, options.signal);
  }
}

function asDamage(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof GvError) return error;
  if (signal.aborted) return new GvError('interrupted', 'interrupted while unpacking', { cause: error });
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') return tarRefusal('is cut off: its gzip stream has no end', error);
  if (String(error.code).startsWith('Z_')) return tarRefusal(`is damaged: ${error.message}`, error);
  return new GvError('disk', `the archive cannot be read: ${error.message}`, { cause: error });
}
