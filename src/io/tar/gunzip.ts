import { addAbortSignal } from 'node:stream';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import {
  checkGzipHeader,
  checkGzipTrailer,
  GZIP_HEADER_BYTES,
  GZIP_TRAILER_BYTES,
} from '../../core/archive/gzip.ts';
import { tarRefusal } from '../../core/archive/tar-refusal.ts';
import { LIMITS } from '../../core/limits.ts';
import { type ByteSource, type PieceReader, pieceReader } from './byte-source.ts';

/** Measured, in CPU seconds: half as much and four times as much take more. It fits into the cache of a core, from which it is hashed and written. */
const CHUNK_BYTES = 512 * 1024;
/** Inflated chunks that may wait for their reader. */
const WAITING_CHUNKS = 2;

export interface GunzipOptions {
  readonly signal: AbortSignal;
  /** Called with each inflated chunk, in order, one at a time. The chunk is its receiver's from then on: a part of a memory that zlib fills from the front, in several steps perhaps, and leaves when it is full. */
  readonly take: (chunk: Uint8Array) => Promise<void> | void;
  /** Asked when bytes follow a gzip member: true allows another member. */
  readonly another: () => Promise<boolean> | boolean;
}

/**
 * Inflates a stream from its first byte to its last; zlib inflates a chunk in a thread of Node's while `take` has the one before.
 * Node's own gunzip would take the bytes behind a member for another member, and ignore those that it cannot inflate; so each
 * member is framed here, and bytes behind the last one are refused.
 * Fails with `archive-hostile`, with zlib's errors for damaged data, and with what `take` throws.
 */
export async function gunzip(source: ByteSource, options: GunzipOptions): Promise<void> {
  const input = pieceReader(source);
  for (let members = 1; ; members += 1) {
    await inflateMember(input, options);
    if (await input.isAtEnd()) return;
    if (!(await options.another())) throw tarRefusal('goes on behind its gzip stream');
    if (members === LIMITS.gzipMembers) throw tarRefusal('consists of too many gzip streams');
  }
}

async function inflateMember(input: PieceReader, { take, signal }: GunzipOptions): Promise<void> {
  checkGzipHeader(await input.take(GZIP_HEADER_BYTES));
  const inflate = addAbortSignal(signal, createInflateRaw({ chunkSize: CHUNK_BYTES }));
  const member = { crc: 0, size: 0 };
  const chunks = chunksOf(inflate);
  const feeding = feed(inflate, input).catch((error: unknown) => void inflate.destroy(asError(error)));
  try {
    for await (const chunk of chunks) {
      member.crc = crc32(chunk, member.crc);
      member.size += chunk.length;
      const taken = take(chunk);
      if (taken !== undefined) await taken;
    }
    await feeding;
  } finally {
    inflate.destroy();
  }
  checkGzipTrailer(await input.take(GZIP_TRAILER_BYTES), member);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Gives all pieces to zlib, up to the end of the deflated data; the bytes behind it are put back. One piece waits while another
 * is inflated, so that zlib never has to wait for this thread.
 */
async function feed(inflate: InflateRaw, input: PieceReader): Promise<void> {
  let fed = 0;
  let last: Promise<'goes on' | 'is over'> = Promise.resolve('goes on');
  for (;;) {
    const piece = await input.next();
    if (piece === undefined) break;
    const { bytes } = piece;
    fed += bytes.length;
    const end = fed;
    const written = new Promise<'goes on' | 'is over'>((resolve) => {
      inflate.write(bytes, (error) => {
        // zlib stops at the last bit of the deflated data; `bytesWritten` counts the bytes that it took.
        const unused = Math.min(bytes.length, end - inflate.bytesWritten);
        if (unused > 0) input.putBack(bytes.subarray(bytes.length - unused));
        piece.release();
        resolve(unused > 0 || error ? 'is over' : 'goes on');
      });
    });
    const before = await last;
    last = written;
    if (before === 'is over') break;
  }
  if ((await last) === 'goes on') inflate.end();
}

/** The inflated chunks. Each is handed on only after zlib has got the next work. */
async function* chunksOf(inflate: InflateRaw): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const state: { ended: 'no' | 'well' | Error } = { ended: 'no' };
  let news = Promise.withResolvers<void>();
  const end = (how: 'well' | Error): void => {
    if (state.ended === 'no') state.ended = how;
    news.resolve();
  };
  inflate.on('data', (chunk: Uint8Array) => {
    ready.push(chunk);
    if (ready.length >= WAITING_CHUNKS) inflate.pause();
    news.resolve();
  });
  inflate.on('end', () => end('well'));
  inflate.on('error', end);
  for (;;) {
    const chunk = ready.shift();
    if (chunk !== undefined) {
      yield chunk;
    } else if (state.ended === 'no') {
      news = Promise.withResolvers();
      inflate.resume();
      await news.promise;
    } else {
      if (state.ended instanceof Error) throw state.ended;
      return;
    }
  }
}

/** Whether zlib fills another memory behind this chunk. */
export function isLastOfMemory({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return byteOffset + byteLength === buffer.byteLength;
}
