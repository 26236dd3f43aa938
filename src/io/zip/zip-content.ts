import { readSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { STORED, type ZipRecord } from '../../core/archive/zip-directory.ts';
import { checkTail, dataStart, LOCAL_MAX_BYTES, tailBytes } from '../../core/archive/zip-local.ts';
import { entryRefusal, zipRefusal } from '../../core/archive/zip-refusal.ts';
import { isSystemError } from '../../errors.ts';

/** Longer entries pass through in pieces: with four threads of two buffers each, the rest stays under 130 MB. */
export const WHOLE_BYTES = 16 * 1024 * 1024;
const WINDOW_BYTES = 1024 * 1024;
/** Unused bytes at the end of the memory of `wholeContent`: one byte of room spares a second round through zlib. */
export const SPARE_BYTES = 1;

/** True when an entry is small enough for `wholeContent`, packed and unpacked. */
export function isSmall({ from, to, size }: ZipRecord): boolean {
  return Math.max(to - from, size) <= WHOLE_BYTES;
}

/** Reads `length` bytes at `from` from the descriptor itself, into fresh memory or into `buffer`. */
export function readRange(fd: number, range: { from: number; length: number }, buffer?: Buffer): Buffer {
  const { from, length } = range;
  const bytes = buffer?.subarray(0, length) ?? Buffer.allocUnsafe(length);
  for (let at = 0; at < length;) {
    const count = readSync(fd, bytes, at, length - at, from + at);
    if (count === 0) throw zipRefusal('is cut off');
    at += count;
  }
  return bytes;
}

/** The content of a small entry, its header, length and CRC-32 checked; `window` is overwritten. Fails with `archive-hostile`. */
export function wholeContent(fd: number, record: ZipRecord, window: Buffer): Uint8Array {
  return entryContent(record, readRange(fd, { from: record.from, length: record.to - record.from }, window));
}

/** The content of a small entry whose bytes, header and all, are in memory; checked likewise. Fails with `archive-hostile`. */
export function entryContent(record: ZipRecord, bytes: Uint8Array): Uint8Array {
  const start = dataStart(record, bytes);
  const end = bytes.length - tailBytes(record, start);
  checkTail(record, bytes.subarray(end));
  const data = bytes.subarray(start, end);
  const content = record.method === STORED ? data : inflated(record, data);
  checkContent(record, content.length, crc32(content));
  return content;
}

function inflated(record: ZipRecord, data: Uint8Array): Uint8Array {
  const result: unknown = tried(record, () =>
    inflateRawSync(data, {
      info: true,
      maxOutputLength: Math.max(1, record.size),
      chunkSize: Math.max(64, record.size + SPARE_BYTES),
    }),
  );
  if (!isInflated(result)) throw new TypeError('zlib does not say how much it read');
  if (result.engine.bytesWritten !== record.compressed) throw unused(record);
  return result.buffer;
}

/** The result of zlib's synchronous functions with `info`, which their types leave out. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

function isInflated(value: unknown): value is Inflated {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'engine' in value;
}

/** Gives an entry's content piece by piece to `take`, checked as in `wholeContent` but only at its end. */
export async function streamContent(
  fd: number,
  record: ZipRecord,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const head = readRange(fd, {
    from: record.from,
    length: Math.min(LOCAL_MAX_BYTES, record.to - record.from),
  });
  const start = record.from + dataStart(record, head);
  const rest = tailBytes(record, start - record.from);
  checkTail(record, readRange(fd, { from: record.to - rest, length: rest }));
  let length = 0;
  let sum = 0;
  const sink = async (pieces: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) {
      length += piece.length;
      if (length > record.size) throw tooLong(record);
      sum = crc32(piece, sum);
      take(piece);
    }
  };
  const source = windows(fd, start, start + record.compressed);
  try {
    await pipeline(source, unpacker(record), sink);
  } catch (error) {
    throw asDamage(record, error);
  }
  checkContent(record, length, sum);
}

function* windows(fd: number, from: number, to: number): Generator<Uint8Array> {
  for (let at = from; at < to; at += WINDOW_BYTES) {
    yield readRange(fd, { from: at, length: Math.min(WINDOW_BYTES, to - at) });
  }
}

function unpacker(record: ZipRecord): Transform {
  if (record.method === STORED) return new Transform({ transform: (piece, _, done) => done(null, piece) });
  const inflate = createInflateRaw({ chunkSize: WINDOW_BYTES });
  // zlib ends without an error at the end of its stream and never asks for the bytes behind it.
  inflate.once('end', () => {
    if (inflate.bytesWritten !== record.compressed) inflate.destroy(unused(record));
  });
  return inflate;
}

function checkContent(record: ZipRecord, length: number, sum: number): void {
  if (length > record.size) throw tooLong(record);
  if (length < record.size) throw entryRefusal(record.name, 'unpacks to fewer bytes than declared');
  if (sum !== record.crc) throw entryRefusal(record.name, 'does not have the CRC-32 it declares');
}

function unused(record: ZipRecord): Error {
  return entryRefusal(record.name, 'has bytes behind its packed content');
}

function tooLong(record: ZipRecord, cause?: unknown): Error {
  return entryRefusal(record.name, 'unpacks to more bytes than declared', cause);
}

function tried<T>(record: ZipRecord, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asDamage(record, error);
  }
}

/** zlib's failures (`Z_DATA_ERROR`, `Z_BUF_ERROR`, `ERR_BUFFER_TOO_LARGE`) as the zip's; others are passed on. */
function asDamage(record: ZipRecord, error: unknown): unknown {
  if (isSystemError(error, 'ERR_BUFFER_TOO_LARGE')) return tooLong(record, error);
  if (isSystemError(error, 'Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT')) {
    return entryRefusal(record.name, 'cannot be unpacked: its bytes are damaged', error);
  }
  return error;
}
