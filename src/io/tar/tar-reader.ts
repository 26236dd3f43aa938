import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import type { Entry } from '../../core/archive/entry-checker.ts';
import { GvError } from '../../errors.ts';

export interface ArchiveEntry extends Entry {
  /** Permission bits as recorded. */
  readonly mode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
}

/** Called in the order of the archive. What a method throws ends the reading and reaches the caller. */
export interface ArchiveVisitor {
  entry(entry: ArchiveEntry): void;
  /** A piece of the current entry; `from` is its place in the chunk that is passed to `chunk` afterwards, when it lies there. */
  data(piece: Uint8Array, from: number | undefined): void;
  entryEnd(): void;
  /** After all of an inflated chunk was announced; it is overwritten once this settles. */
  chunk?(chunk: Uint8Array): Promise<void>;
  /** True ends the reading early and in peace. */
  enough?(): boolean;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Bytes of the compressed file read so far. */
  readonly progress?: (bytes: number) => void;
}

/** Measured: smaller or larger chunks are slower. */
export const CHUNK_BYTES = 1024 * 1024;
/** How far the inflating thread may run ahead of the parsing one; without it the two would take turns. */
const AHEAD_BYTES = 8 * CHUNK_BYTES;
const INFLATE = { chunkSize: CHUNK_BYTES, readableHighWaterMark: AHEAD_BYTES };

/**
 * Reads a .tar.gz through the descriptor whose bytes were proven, not through its path, which may lead elsewhere by now.
 * Fails with `archive-hostile` when it is damaged or not a strict tar, with `interrupted` when the signal says so.
 */
export async function readArchive(
  handle: FileHandle,
  visitor: ArchiveVisitor,
  options: ReadOptions,
): Promise<void> {
  const feed = parserFor(visitor);
  const source = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK_BYTES });
  const stop = new AbortController();
  const take = async (chunk: Uint8Array): Promise<void> => {
    feed.write(chunk);
    await visitor.chunk?.(chunk);
    options.progress?.(source.bytesRead);
    if (visitor.enough?.() === true) stop.abort();
  };
  const sink = new Writable({
    highWaterMark: AHEAD_BYTES,
    write(chunk: Uint8Array, _encoding, done) {
      take(chunk).then(() => done(), done);
    },
  });
  try {
    const signal = AbortSignal.any([options.signal, stop.signal]);
    await pipeline(source, createGunzip(INFLATE), sink, { signal });
    feed.end();
  } catch (error) {
    if (stop.signal.aborted && !options.signal.aborted) return;
    throw asDamage(error, options.signal);
  }
}

interface Feed {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** tar's parser with its events turned into calls; it reports from inside event handlers, so the first failure is kept and thrown to the caller of `write`. */
function parserFor(visitor: ArchiveVisitor): Feed {
  let failure: Error | undefined;
  let chunkNow: Uint8Array = new Uint8Array();
  const guarded = (act: () => void): void => {
    if (failure !== undefined) return;
    try {
      act();
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      guarded(() => visitor.entry(entryOf(entry)));
      entry.on('data', (piece) => guarded(() => visitor.data(piece, placeOf(piece, chunkNow))));
      entry.on('end', () => guarded(() => visitor.entryEnd()));
    },
  });
  // Types it does not know are passed over by the parser; an official archive has none.
  parser.on('ignoredEntry', (entry: ReadEntry) => guarded(() => visitor.entry(entryOf(entry))));
  parser.on('error', (error: Error) => {
    failure ??= error;
  });
  const rethrow = (): void => {
    if (failure !== undefined) throw failure;
  };
  let first = true;
  return {
    write(chunk) {
      chunkNow = chunk;
      // The parser would inflate a second time what looks compressed, past every count made here.
      if (first && chunk[0] === 0x1f && chunk[1] === 0x8b) throw new Error('compressed twice');
      first = false;
      parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      rethrow();
    },
    end() {
      parser.end();
      rethrow();
    },
  };
}

function placeOf(piece: Uint8Array, chunk: Uint8Array): number | undefined {
  const from = piece.byteOffset - chunk.byteOffset;
  const inside = piece.buffer === chunk.buffer && from >= 0 && from + piece.length <= chunk.length;
  return inside ? from : undefined;
}

function entryOf(entry: ReadEntry): ArchiveEntry {
  return {
    path: entry.path,
    type: entry.type,
    size: entry.size,
    mode: (entry.mode ?? 0o644) & 0o777,
    mtime: (entry.mtime?.getTime() ?? 0) / 1000,
  };
}

function asDamage(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof GvError) return error;
  if (signal.aborted) return new GvError('interrupted', 'interrupted while unpacking', { cause: error });
  return new GvError('archive-hostile', 'the archive is damaged: it is not a strict .tar.gz', {
    cause: error,
  });
}
