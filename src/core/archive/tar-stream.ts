import { LIMITS } from '../limits.ts';
import { parsePax, type PaxRecords } from './pax.ts';
import { BLOCK_BYTES, isZero, isZeroBlock, parseTarHeader, type TarEntry } from './tar-header.ts';
import { tarEntryRefusal, tarRefusal } from './tar-refusal.ts';

/** Called in the order of the archive, from inside `write`. What a method throws reaches whoever called that. */
export interface TarVisitor {
  entry(entry: TarEntry): void;
  /** A piece of the current entry: a view of the chunk that is being written, in which it begins at `from`. */
  data(piece: Uint8Array, from: number): void;
  entryEnd(): void;
}

/** Takes the bytes of a tar in chunks of any size. A stream that failed takes nothing more. */
export interface TarStream {
  /** Fails with `archive-hostile`, and with what the visitor throws. */
  write(chunk: Uint8Array): void;
  /** Call it behind the last byte. Fails with `archive-hostile` for an archive that is not complete. */
  end(): void;
  /** True once the blocks that end an archive were read. */
  readonly ended: boolean;
}

interface Reading {
  readonly visitor: TarVisitor;
  /** What the next bytes are; `fill` are the zeros that make a body whole blocks. */
  part: 'header' | 'body' | 'records' | 'fill' | 'second zero block' | 'padding';
  /** Bytes that the part still has; of the padding, bytes that were read. */
  left: number;
  /** Bytes of `fill` behind the body. */
  fill: number;
  /** How many headers were read. */
  number: number;
  /** The records of an extended header, for the entry after it. */
  records: PaxRecords | undefined;
  /** An extended header as far as it was read. */
  readonly extended: Buffer;
  extendedBytes: number;
  /** A block that lies across chunks, as far as it was read. */
  readonly block: Buffer;
  blockBytes: number;
}

/**
 * A strict reader of tar: entries back to back, filled up with zeros, then two blocks of zeros, less than a record of
 * further zeros, and nothing behind them. What names, sizes and counts mean is the visitor's to judge; here the bytes are
 * counted, so that no archive goes on for ever. Bodies are handed on where they lie; only a header that two chunks share is copied.
 */
export function tarStream(visitor: TarVisitor): TarStream {
  const reading: Reading = {
    visitor,
    part: 'header',
    left: 0,
    fill: 0,
    number: 0,
    records: undefined,
    extended: Buffer.alloc(LIMITS.paxBytes),
    extendedBytes: 0,
    block: Buffer.alloc(BLOCK_BYTES),
    blockBytes: 0,
  };
  let inflated = 0;
  return {
    write(chunk) {
      inflated += chunk.length;
      if (inflated > LIMITS.inflatedBytes) throw tarRefusal('inflates to too many bytes');
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      for (let at = 0; at < bytes.length;) at += take(reading, bytes, at);
    },
    end() {
      if (reading.part !== 'padding') throw tarRefusal(`is cut off after entry number ${reading.number}`);
      if (reading.left % BLOCK_BYTES !== 0) throw tarRefusal('ends within a block');
    },
    get ended() {
      return reading.part === 'padding';
    },
  };
}

/** Takes what it can of the bytes from `at` on, and gives how many those were. */
function take(reading: Reading, bytes: Buffer, at: number): number {
  switch (reading.part) {
    case 'header':
    case 'second zero block':
      return takeBlock(reading, bytes, at);
    case 'body':
      return takeBody(reading, bytes, at);
    case 'records':
      return takeRecords(reading, bytes, at);
    case 'fill':
      return takeFill(reading, bytes, at);
    case 'padding':
      return takePadding(reading, bytes, at);
  }
}

function takeBlock(reading: Reading, bytes: Buffer, at: number): number {
  if (reading.blockBytes === 0 && bytes.length - at >= BLOCK_BYTES) {
    readBlock(reading, bytes, at);
    return BLOCK_BYTES;
  }
  const taken = bytes.copy(reading.block, reading.blockBytes, at);
  reading.blockBytes += taken;
  if (reading.blockBytes < BLOCK_BYTES) return taken;
  reading.blockBytes = 0;
  readBlock(reading, reading.block, 0);
  return taken;
}

function readBlock(reading: Reading, bytes: Buffer, at: number): void {
  const zero = isZeroBlock(bytes, at);
  if (reading.part === 'second zero block') {
    if (!zero) throw tarRefusal(`goes on behind one block of zeros after entry number ${reading.number}`);
    reading.part = 'padding';
    reading.left = 0;
  } else if (!zero) {
    readHeader(reading, bytes, at);
  } else {
    if (reading.records !== undefined)
      throw tarEntryRefusal(reading.number, 'is an extended header of nothing');
    reading.part = 'second zero block';
  }
}

function readHeader(reading: Reading, bytes: Buffer, at: number): void {
  reading.number += 1;
  const { number, records } = reading;
  const header = parseTarHeader({ bytes, at, number }, records);
  const { size } = header;
  reading.left = size;
  reading.fill = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
  if (header.type === 'records') {
    if (records !== undefined) throw tarEntryRefusal(number, 'is a second extended header of one entry');
    if (size === 0 || size > LIMITS.paxBytes)
      throw tarEntryRefusal(number, `is an extended header of ${size} bytes`);
    reading.part = 'records';
    reading.extendedBytes = 0;
    return;
  }
  reading.records = undefined;
  reading.part = 'body';
  reading.visitor.entry(header);
  if (size === 0) endBody(reading);
}

function takeBody(reading: Reading, bytes: Buffer, at: number): number {
  const taken = Math.min(reading.left, bytes.length - at);
  reading.visitor.data(bytes.subarray(at, at + taken), at);
  reading.left -= taken;
  if (reading.left === 0) endBody(reading);
  return taken;
}

function endBody(reading: Reading): void {
  reading.visitor.entryEnd();
  beginFill(reading);
}

function takeRecords(reading: Reading, bytes: Buffer, at: number): number {
  const taken = bytes.copy(reading.extended, reading.extendedBytes, at, at + reading.left);
  reading.extendedBytes += taken;
  reading.left -= taken;
  if (reading.left > 0) return taken;
  reading.records = parsePax(reading.extended.subarray(0, reading.extendedBytes), reading.number);
  beginFill(reading);
  return taken;
}

function beginFill(reading: Reading): void {
  reading.left = reading.fill;
  reading.part = reading.fill === 0 ? 'header' : 'fill';
}

function takeFill(reading: Reading, bytes: Buffer, at: number): number {
  const taken = Math.min(reading.left, bytes.length - at);
  if (!isZero(bytes, at, at + taken)) throw tarEntryRefusal(reading.number, 'has bytes behind its end');
  reading.left -= taken;
  if (reading.left === 0) reading.part = 'header';
  return taken;
}

function takePadding(reading: Reading, bytes: Buffer, at: number): number {
  const taken = bytes.length - at;
  reading.left += taken;
  if (!isZero(bytes, at, Math.min(bytes.length, at + LIMITS.tarPaddingBytes))) {
    throw tarRefusal('has bytes behind its end');
  }
  if (reading.left > LIMITS.tarPaddingBytes) throw tarRefusal('goes on with zeros behind its end');
  return taken;
}
