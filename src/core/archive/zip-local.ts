import { checkExtras, DESCRIPTOR, LOCAL_BYTES, type ZipRecord } from './zip-directory.ts';
import { entryRefusal } from './zip-refusal.ts';

const SIGNATURE = 0x04034b50;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
/** CRC and both sizes; a signature of 4 bytes may stand before them. */
const DESCRIPTOR_BYTES = 12;
const SIGNATURE_BYTES = 4;

/** The longest head of an entry: the fixed part, a name and extra fields. */
export const LOCAL_MAX_BYTES = LOCAL_BYTES + 2 * 0xffff;

/**
 * Compares the local header at the start of `head` with the central directory: a reader of either must see the same
 * entry. Gives the offset of the data from the entry's start. Fails with `archive-hostile`.
 */
export function dataStart(record: ZipRecord, head: Uint8Array): number {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (bytes.length < LOCAL_BYTES || bytes.readUInt32LE(0) !== SIGNATURE) {
    throw entryRefusal(record.name, 'has no header of its own');
  }
  const nameEnd = LOCAL_BYTES + bytes.readUInt16LE(26);
  const start = nameEnd + bytes.readUInt16LE(28);
  if (start > bytes.length) throw entryRefusal(record.name, 'overlaps what follows it');
  const name = Buffer.from(record.name);
  const same =
    name.equals(bytes.subarray(LOCAL_BYTES, nameEnd)) &&
    bytes.readUInt16LE(6) === record.flags &&
    bytes.readUInt16LE(8) === record.method &&
    countsAgree(record, bytes);
  if (!same) throw entryRefusal(record.name, 'is another one in its own header than in the directory');
  checkExtras(bytes.subarray(nameEnd, start), record.name);
  return start;
}

function countsAgree(record: ZipRecord, bytes: Buffer): boolean {
  const counts = [bytes.readUInt32LE(14), bytes.readUInt32LE(18), bytes.readUInt32LE(22)];
  if ((record.flags & DESCRIPTOR) !== 0 && counts.every((count) => count === 0)) return true;
  return counts[0] === record.crc && counts[1] === record.compressed && counts[2] === record.size;
}

/**
 * Bytes between the end of the data and the next entry: only a data descriptor may stand there.
 * Fails with `archive-hostile` for any other number of bytes, and for a descriptor that is announced but missing.
 */
export function tailBytes(record: ZipRecord, start: number): number {
  const rest = record.to - record.from - start - record.compressed;
  const announced = (record.flags & DESCRIPTOR) !== 0;
  const fits = announced
    ? rest === DESCRIPTOR_BYTES || rest === DESCRIPTOR_BYTES + SIGNATURE_BYTES
    : rest === 0;
  if (!fits) throw entryRefusal(record.name, 'is longer or shorter in the file than declared');
  return rest;
}

/** Compares the data descriptor, whose length `tailBytes` gives, with the directory. Fails with `archive-hostile`. */
export function checkTail(record: ZipRecord, tail: Uint8Array): void {
  if (tail.length === 0) return;
  const bytes = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  const at = bytes.length - DESCRIPTOR_BYTES;
  const same =
    (at === 0 || bytes.readUInt32LE(0) === DESCRIPTOR_SIGNATURE) &&
    bytes.readUInt32LE(at) === record.crc &&
    bytes.readUInt32LE(at + 4) === record.compressed &&
    bytes.readUInt32LE(at + 8) === record.size;
  if (!same) throw entryRefusal(record.name, 'ends with other sizes than declared');
}
