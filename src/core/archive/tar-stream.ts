import { LIMITS } from '../limits.ts';
import { parsePax, type PaxRecords } from './pax.ts';
import { BLOCK_BYTES, isZero, isZeroBlock, parseTarHeader, type TarEntry } from './tar-header.ts';
import { tarEntryRefusal, tarRefusal } from './tar-refusal.ts';

/** Called in the order of the archive, from inside `write`. An error that a method throws reaches the caller of `write`. */
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

interface TarState {
  readonly visitor: TarVisitor;
  /** The kind of the next bytes; `fill` are the zeros that make a body whole blocks. */
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
  const state: TarState = {
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
      for (let at = 0; at < bytes.length;) at += take(state, bytes, at);
    },
    end() {
      if (state.part !== 'padding') throw tarRefusal(`is cut off after entry number ${state.number}`);
      if (state.left % BLOCK_BYTES !== 0) throw tarRefusal('ends within a block');
    },
    get ended() {
      return state.part === 'padding';
    },
  };
}

/** Takes what it can of the bytes from `at` on, and gives how many those were. */
function take(state: TarState, bytes: Buffer, at: number): number {
  switch (state.part) {
    case 'header':
    case 'second zero block':
      return takeBlock(state, bytes, at);
    case 'body':
      return takeBody(state, bytes, at);
    case 'records':
      return takeRecords(state, bytes, at);
    case 'fill':
      return takeFill(state, bytes, at);
    case 'padding':
      return takePadding(state, bytes, at);
  }
}

function takeBlock(state: TarState, bytes: Buffer, at: number): number {
  if (state.blockBytes === 0 && bytes.length - at >= BLOCK_BYTES) {
    readBlock(state, bytes, at);
    return BLOCK_BYTES;
  }
  const taken = bytes.copy(state.block, state.blockBytes, at);
  state.blockBytes += taken;
  if (state.blockBytes < BLOCK_BYTES) return taken;
  state.blockBytes = 0;
  readBlock(state, state.block, 0);
  return taken;
}

function readBlock(state: TarState, bytes: Buffer, at: number): void {
  const zero = isZeroBlock(bytes, at);
  if (state.part === 'second zero block') {
    if (!zero) throw tarRefusal(`goes on behind one block of zeros after entry number ${state.number}`);
    state.part = 'padding';
    state.left = 0;
  } else if (!zero) {
    readHeader(state, bytes, at);
  } else {
    if (state.records !== undefined) throw tarEntryRefusal(state.number, 'is an extended header of nothing');
    state.part = 'second zero block';
  }
}

function readHeader(state: TarState, bytes: Buffer, at: number): void {
  state.number += 1;
  const { number, records } = state;
  const header = parseTarHeader({ bytes, at, number }, records);
  const { size } = header;
  state.left = size;
  state.fill = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
  if (header.type === 'records') {
    if (records !== undefined) throw tarEntryRefusal(number, 'is a second extended header of one entry');
    if (size === 0 || size > LIMITS.paxBytes)
      throw tarEntryRefusal(number, `is an extended header of ${size} bytes`);
    state.part = 'records';
    state.extendedBytes = 0;
    return;
  }
  state.records = undefined;
  state.part = 'body';
  state.visitor.entry(header);
  if (size === 0) endBody(state);
}

function takeBody(state: TarState, bytes: Buffer, at: number): number {
  const taken = Math.min(state.left, bytes.length - at);
  state.visitor.data(bytes.subarray(at, at + taken), at);
  state.left -= taken;
  if (state.left === 0) endBody(state);
  return taken;
}

function endBody(state: TarState): void {
  state.visitor.entryEnd();
  beginFill(state);
}

function takeRecords(state: TarState, bytes: Buffer, at: number): number {
  const taken = bytes.copy(state.extended, state.extendedBytes, at, at + state.left);
  state.extendedBytes += taken;
  state.left -= taken;
  if (state.left > 0) return taken;
  state.records = parsePax(state.extended.subarray(0, state.extendedBytes), state.number);
  beginFill(state);
  return taken;
}

function beginFill(state: TarState): void {
  state.left = state.fill;
  state.part = state.fill === 0 ? 'header' : 'fill';
}

function takeFill(state: TarState, bytes: Buffer, at: number): number {
  const taken = Math.min(state.left, bytes.length - at);
  if (!isZero(bytes, at, at + taken)) throw tarEntryRefusal(state.number, 'has bytes behind its end');
  state.left -= taken;
  if (state.left === 0) state.part = 'header';
  return taken;
}

function takePadding(state: TarState, bytes: Buffer, at: number): number {
  const taken = bytes.length - at;
  state.left += taken;
  if (!isZero(bytes, at, Math.min(bytes.length, at + LIMITS.tarPaddingBytes))) {
    throw tarRefusal('has bytes behind its end');
  }
  if (state.left > LIMITS.tarPaddingBytes) throw tarRefusal('goes on with zeros behind its end');
  return taken;
}
