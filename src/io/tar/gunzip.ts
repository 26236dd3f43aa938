import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import {
  checkGzipHeader,
  checkGzipTrailer,
  GZIP_HEADER_BYTES,
  GZIP_TRAILER_BYTES,
} from '../../core/archive/gzip.ts';
import { tarRefusal } from '../../core/archive/tar-refusal.ts';
import { LIMITS } from '../../core/limits.ts';

/** Measured: smaller or larger chunks are slower. */
export const CHUNK_BYTES = 1024 * 1024;
/** Compressed bytes read at a time: with more, gv takes more memory and is no faster. */
const READ_BYTES = 256 * 1024;
/** Bytes by which the inflating thread may run ahead of the parsing thread; with less the two would take turns. */
const AHEAD_BYTES = 8 * CHUNK_BYTES;
const INFLATE = { chunkSize: CHUNK_BYTES, readableHighWaterMark: AHEAD_BYTES };

export interface GunzipOptions {
  readonly signal: AbortSignal;
  /** Called with each inflated chunk, in order, and the compressed bytes read so far; the next chunk waits for its end. */
  readonly take: (chunk: Uint8Array, read: number) => Promise<void>;
  /** Asked when bytes follow a gzip member: true allows another member. */
  readonly another: () => boolean;
}

/**
 * Inflates a file from its first byte to its last. Node's own gunzip would take the bytes behind a member for another member,
 * and ignore those that it cannot inflate; so each member is framed here, and bytes behind the last one are refused.
 * Fails with `archive-hostile`, with zlib's errors for damaged data, and with what `take` throws.
 */
export async function gunzip(handle: FileHandle, options: GunzipOptions): Promise<void> {
  let at = 0;
  for (let members = 1; ; members += 1) {
    at = await inflateMember(handle, at, options);
    const next = await readAt(handle, at, 1);
    if (next.length === 0) return;
    if (!options.another()) throw tarRefusal('goes on behind its gzip stream');
    if (members === LIMITS.gzipMembers) throw tarRefusal('consists of too many gzip streams');
  }
}

/** Inflates the member that begins at `at`; gives the position behind it. */
async function inflateMember(handle: FileHandle, at: number, options: GunzipOptions): Promise<number> {
  checkGzipHeader(await readAt(handle, at, GZIP_HEADER_BYTES));
  const from = at + GZIP_HEADER_BYTES;
  const source = { read: from, done: false };
  const inflated = { crc: 0, size: 0 };
  const inflate = createInflateRaw(INFLATE).once('end', () => {
    source.done = true;
  });
  const sink = new Writable({
    highWaterMark: AHEAD_BYTES,
    write(chunk: Uint8Array, _encoding, done) {
      inflated.crc = crc32(chunk, inflated.crc);
      inflated.size += chunk.length;
      options.take(chunk, source.read).then(() => done(), done);
    },
  });
  await pipeline(compressed(handle, source), inflate, sink, { signal: options.signal });
  // zlib stops at the last bit of the deflated data; `bytesWritten` counts the bytes that it took of those it was given.
  const end = from + inflate.bytesWritten;
  checkGzipTrailer(await readAt(handle, end, GZIP_TRAILER_BYTES), inflated);
  return end + GZIP_TRAILER_BYTES;
}

/** The file's bytes from `source.read` on, until the file ends or `source.done` is true. */
async function* compressed(
  handle: FileHandle,
  source: { read: number; readonly done: boolean },
): AsyncGenerator<Uint8Array> {
  while (!source.done) {
    const chunk = await readAt(handle, source.read, READ_BYTES);
    if (chunk.length === 0) return;
    source.read += chunk.length;
    yield chunk;
  }
}

/** Up to `length` bytes from `position` on; fewer only where the file ends. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read({
      buffer,
      offset: read,
      length: length - read,
      position: position + read,
    });
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
