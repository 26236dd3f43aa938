import type { FileHandle } from 'node:fs/promises';
import type { GzipMembers } from '../../core/archive/gzip.ts';
import { tarRefusal } from '../../core/archive/tar-refusal.ts';
import { tarStream, type TarVisitor } from '../../core/archive/tar-stream.ts';
import { GvError } from '../../errors.ts';
import { giveBack } from '../process/memory.ts';
import { type ByteSource, fileSource } from './byte-source.ts';
import { gunzip, type GunzipOptions, isLastOfMemory } from './gunzip.ts';

/** Called in the order of the archive. An error of a method ends the reading and reaches the caller. */
export interface ArchiveVisitor extends TarVisitor {
  /** True ends the reading without a failure; the rest is not read. */
  enough?(): boolean;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Bytes of the compressed file read so far. */
  readonly progress?: (bytes: number) => void;
}

export interface ArchiveOptions {
  readonly signal: AbortSignal;
  /** The gzip members that the archive may have, as `gzipMembers` gives them. Default: one. */
  readonly members?: GzipMembers;
}

/**
 * Reads an official .tar.gz through the descriptor whose bytes were measured, as its path may lead to another file by now.
 * Fails as `readStream` does.
 */
export async function readArchive(
  handle: FileHandle,
  visitor: ArchiveVisitor,
  options: ArchiveOptions,
): Promise<void> {
  await readStream(fileSource(handle), visitor, options);
}

/**
 * Reads an official .tar.gz. Every byte of it is accounted for: see `tarStream` and `gunzip`. Holds a few chunks in memory for an
 * archive of any size. Fails with `archive-hostile` when the archive is damaged or differs from the output of Go's archive/tar,
 * with `interrupted` when the signal is aborted.
 */
export async function readStream(
  source: ByteSource,
  visitor: ArchiveVisitor,
  { signal, members = 'one' }: ArchiveOptions,
): Promise<void> {
  const tar = tarStream(visitor);
  const stop = new AbortController();
  const take = (chunk: Uint8Array): void => {
    tar.write(chunk);
    if (isLastOfMemory(chunk)) giveBack(new Uint8Array(chunk.buffer));
    if (visitor.enough?.() === true) stop.abort();
  };
  const another = (): boolean => members === 'many' && !tar.ended;
  try {
    await inflated(source, { take, another, signal: AbortSignal.any([signal, stop.signal]) });
    tar.end();
  } catch (error) {
    if (stop.signal.aborted && !signal.aborted) return;
    throw error;
  }
}

/** Inflates an archive. Fails with `archive-hostile`, `interrupted`, and with what `take` throws. */
export async function inflated(source: ByteSource, options: GunzipOptions): Promise<void> {
  try {
    await gunzip(source, options);
  } catch (error) {
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
