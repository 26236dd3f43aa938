import { isUtf8 } from 'node:buffer';
import type { Entry } from './entry-checker.ts';
import type { PaxRecords } from './pax.ts';
import { tarEntryRefusal } from './tar-refusal.ts';

/** A tar is a sequence of blocks of this many bytes. */
export const BLOCK_BYTES = 512;

/** Where a header lies. */
export interface HeaderBlock {
  readonly bytes: Buffer;
  readonly at: number;
  /** Which header of the archive it is, counted from 1. */
  readonly number: number;
}

export interface TarEntry extends Entry {
  readonly type: 'File' | 'Directory';
  /** Permission bits as recorded. */
  readonly mode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
}

/** The subject of a header: an entry, or the records of an extended header, `size` bytes, which belong to the entry after them. */
export type TarHeader = TarEntry | { readonly type: 'records'; readonly size: number };

/** Fields of a POSIX ustar header: offset and length in bytes. The owner, the group and device numbers are never used. */
const NAME = { at: 0, length: 100 } as const;
const MODE = { at: 100, length: 8 } as const;
const SIZE = { at: 124, length: 12 } as const;
const MTIME = { at: 136, length: 12 } as const;
const CHECKSUM = { at: 148, length: 8 } as const;
const TYPE_AT = 156;
const LINK = { at: 157, length: 100 } as const;
const MAGIC = { at: 257, length: 8 } as const;
const PREFIX = { at: 345, length: 155 } as const;
const UNUSED = { at: 500, length: 12 } as const;

interface Field {
  readonly at: number;
  readonly length: number;
}

/** Magic and version. GNU's `ustar  ` differs: its archives are not official ones. */
const USTAR = 'ustar\x0000';
const [ZERO, SEVEN, SPACE] = [0x30, 0x37, 0x20];

const TYPES: Readonly<Record<string, TarHeader['type']>> = { '0': 'File', '5': 'Directory', x: 'records' };

/** Other type flags (POSIX, GNU, Solaris), for the message. */
const REFUSED_TYPES: Readonly<Record<string, string>> = {
  '\0': 'a file of a tar from before POSIX',
  '1': 'a hard link',
  '2': 'a symbolic link',
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a FIFO',
  '7': 'a contiguous file',
  g: 'a global extended header',
  K: 'a long link name of GNU tar',
  L: 'a long name of GNU tar',
  S: 'a sparse file of GNU tar',
};

/** True when the block consists of zeros: two of them end an archive. */
export function isZeroBlock(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0 && isZero(bytes, at, at + BLOCK_BYTES);
}

/** True when there are only zeros from `from` up to `to`. */
export function isZero(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/**
 * Reads a header as Go's archive/tar, which writes every official archive, forms it: POSIX ustar, numbers in octal digits
 * that fill their field, files, directories and extended headers. `records` came in the extended header before it.
 * Fails with `archive-hostile` for anything else: what another reader might take otherwise has no place there.
 */
export function parseTarHeader(block: HeaderBlock, records: PaxRecords | undefined): TarHeader {
  const { bytes, at } = block;
  if (bytes.toString('latin1', at + MAGIC.at, at + MAGIC.at + MAGIC.length) !== USTAR) {
    throw tarEntryRefusal(block.number, 'does not begin with a POSIX ustar header');
  }
  if (readOctal(block, CHECKSUM, 'checksum') !== checksum(bytes, at)) {
    throw refusal(block, 'has a damaged header: its checksum does not fit');
  }
  const flag = String.fromCharCode(bytes[at + TYPE_AT] ?? 0);
  const type = TYPES[flag];
  if (type === undefined) throw refusal(block, `is ${REFUSED_TYPES[flag] ?? 'of an unknown type'}`);
  if (!isUnset(block, LINK)) throw refusal(block, 'has the target of a link, and its type is another');
  if (!isUnset(block, UNUSED)) throw refusal(block, 'has bytes behind its header');
  const size = readOctal(block, SIZE, 'size');
  const mode = readOctal(block, MODE, 'mode') & 0o777;
  const mtime = readOctal(block, MTIME, 'time');
  const path = pathOf(block);
  if (type === 'records') return { type, size };
  if (type === 'Directory' && size !== 0) throw refusal(block, 'is a directory with content');
  if (records?.mtime !== undefined && records.mtime !== mtime) {
    throw refusal(block, 'has another time in its extended header');
  }
  return { type, path: records?.path ?? path, size, mode, mtime };
}

/**
 * Octal digits up to the last byte of the field, which is NUL; NUL and space for the checksum. Other writers pad with
 * spaces, leave digits out, or set the first bit and go on in binary, where sizes may be negative (GNU's base-256).
 */
function readOctal(block: HeaderBlock, { at, length }: Field, name: string): number {
  const { bytes } = block;
  const from = block.at + at;
  const end = from + length - (at === CHECKSUM.at ? 2 : 1);
  let value = 0;
  let strict = bytes[end] === 0 && (at !== CHECKSUM.at || bytes[end + 1] === SPACE);
  for (let index = from; index < end; index += 1) {
    const digit = bytes[index] ?? 0;
    strict &&= digit >= ZERO && digit <= SEVEN;
    value = value * 8 + digit - ZERO;
  }
  if (!strict) throw refusal(block, `has a ${name} that is not written in octal digits`);
  return value;
}

/** The sum of the header's bytes, as if the checksum itself were spaces. */
function checksum(bytes: Buffer, at: number): number {
  let sum = CHECKSUM.length * SPACE;
  const field = at + CHECKSUM.at;
  for (let index = at; index < field; index += 1) sum += bytes[index] ?? 0;
  for (let index = field + CHECKSUM.length; index < at + BLOCK_BYTES; index += 1) sum += bytes[index] ?? 0;
  return sum;
}

function pathOf(block: HeaderBlock): string {
  const name = textOf(block, NAME);
  const prefix = textOf(block, PREFIX);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Text up to the first NUL, behind which only NULs may stand: bytes there would be an entry's second name. */
function textOf(block: HeaderBlock, field: Field): string {
  const from = block.at + field.at;
  const end = endOfText(block, field);
  if (!isZero(block.bytes, end, from + field.length)) throw refusal(block, 'has bytes behind its name');
  if (!isUtf8(block.bytes.subarray(from, end))) throw refusal(block, 'has a name that is no UTF-8 text');
  return block.bytes.toString('utf8', from, end);
}

function endOfText({ bytes, at }: HeaderBlock, field: Field): number {
  const end = at + field.at + field.length;
  const nul = bytes.indexOf(0, at + field.at);
  return nul === -1 || nul > end ? end : nul;
}

function isUnset({ bytes, at }: HeaderBlock, field: Field): boolean {
  return isZero(bytes, at + field.at, at + field.at + field.length);
}

/** Names the entry by what stands in its header, whatever that is. */
function refusal(block: HeaderBlock, what: string): Error {
  const name = block.bytes.toString('utf8', block.at + NAME.at, endOfText(block, NAME));
  return tarEntryRefusal(name === '' ? block.number : name, what);
}
