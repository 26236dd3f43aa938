import type { ZipEnd } from './zip-end.ts';
import { entryRefusal, zipRefusal } from './zip-refusal.ts';

/** One entry, as the central directory declares it. */
export interface ZipRecord {
  readonly name: string;
  /** Bits, already known to be harmless; `DESCRIPTOR` is one of them. */
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  /** Bytes. */
  readonly compressed: number;
  readonly size: number;
  /** The entry's bytes in the file, with its local header: all up to the next entry. */
  readonly from: number;
  readonly to: number;
  /** Permission bits; 0 when the zip records none. */
  readonly mode: number;
}

export const STORED = 0;
export const DEFLATED = 8;
/** Flag: CRC and sizes follow the data instead of standing in the local header. */
export const DESCRIPTOR = 1 << 3;
export const LOCAL_BYTES = 30;

const SIGNATURE = 0x02014b50;
const RECORD_BYTES = 46;
const UTF8 = 1 << 11;
/** Bits 1 and 2 tell how hard the deflater tried. All others (encrypted, patched, masked …) change what the bytes mean. */
const KNOWN_FLAGS = 0b110 | DESCRIPTOR | UTF8;
const ASCII = /^[\u0000-\u007f]*$/;
/** Extra fields that some readers take for other sizes (zip64) or another name (Info-ZIP's Unicode path). */
const FORBIDDEN_EXTRAS: readonly number[] = [0x0001, 0x7075];
/** `version made by`, high byte: systems whose high half of the attributes is a Unix mode. */
const UNIX_HOSTS: readonly number[] = [3, 19];
const TYPE_BITS = 0o170000;
const REGULAR = 0o100000;
const DOS_IRREGULAR = 0x18;

/**
 * Reads a central directory (PKWARE APPNOTE 4.3.12). Entries must stand in the file in this order, back to back from its
 * first byte to the directory, so that none overlap and each byte belongs to one of them. Fails with `archive-hostile`
 * for anything two readers might take differently: encryption, odd methods, zip64, irregular files, unmarked names.
 */
export function parseZipDirectory(bytes: Uint8Array, end: ZipEnd): readonly ZipRecord[] {
  const cursor = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  const records: OpenEnded[] = [];
  for (let index = 0; index < end.count; index += 1) {
    const record = readRecord(cursor, end.from);
    const last = records.at(-1);
    if (last === undefined ? record.from !== 0 : record.from <= last.from) {
      throw entryRefusal(record.name, 'overlaps another or lies out of order');
    }
    if (last !== undefined) last.to = record.from;
    records.push(record);
  }
  if (cursor.at !== bytes.length || records.length === 0)
    throw zipRefusal('has a directory of the wrong length');
  for (const record of records) checkRoom(record);
  return records;
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Until the next record is read, an entry reaches to the directory. */
type OpenEnded = ZipRecord & { to: number };

function readRecord(cursor: Cursor, to: number): OpenEnded {
  const { bytes, at } = cursor;
  if (at + RECORD_BYTES > bytes.length || bytes.readUInt32LE(at) !== SIGNATURE) {
    throw zipRefusal('has a damaged directory');
  }
  const nameEnd = at + RECORD_BYTES + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  cursor.at = extraEnd + bytes.readUInt16LE(at + 32);
  if (cursor.at > bytes.length) throw zipRefusal('has a damaged directory');
  const name = bytes.toString('utf8', at + RECORD_BYTES, nameEnd);
  const record = {
    name,
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    compressed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    from: bytes.readUInt32LE(at + 42),
    to,
    mode: modeOf(name, bytes.readUInt8(at + 5), bytes.readUInt32LE(at + 38)),
  };
  checkForm(record);
  if (bytes.readUInt16LE(at + 34) !== 0) throw entryRefusal(name, 'lies in another file');
  if (extraEnd > nameEnd) checkExtras(bytes.subarray(nameEnd, extraEnd), name);
  return record;
}

function checkForm({ name, flags, method, compressed, size }: Omit<ZipRecord, 'from' | 'to' | 'mode'>): void {
  if ((flags & ~KNOWN_FLAGS) !== 0) throw entryRefusal(name, 'is encrypted or needs an unknown feature');
  if (name.includes('\ufffd')) throw entryRefusal(name, 'has a name that is no UTF-8 text');
  if ((flags & UTF8) === 0 && !ASCII.test(name))
    throw entryRefusal(name, 'does not say how its name is written');
  if (method !== STORED && method !== DEFLATED)
    throw entryRefusal(name, `is packed by the unknown method ${method}`);
  if (method === STORED && compressed !== size)
    throw entryRefusal(name, 'is stored with two different sizes');
}

/** Checks that the extra fields of a header, local or central, are harmless. Fails with `archive-hostile`. */
export function checkExtras(extras: Uint8Array, name: string): void {
  const view = new DataView(extras.buffer, extras.byteOffset, extras.byteLength);
  let at = 0;
  for (; at + 4 <= extras.length; at += 4 + view.getUint16(at + 2, true)) {
    if (!FORBIDDEN_EXTRAS.includes(view.getUint16(at, true))) continue;
    throw entryRefusal(name, 'has a field that gives it another size or name');
  }
  if (at !== extras.length) throw entryRefusal(name, 'has a damaged extra field');
}

function modeOf(name: string, host: number, attributes: number): number {
  const high = attributes >>> 16;
  const type = high & TYPE_BITS;
  const odd = (type !== 0 && type !== REGULAR) || (high & 0o7000) !== 0 || (attributes & DOS_IRREGULAR) !== 0;
  if (odd) throw entryRefusal(name, 'is no regular file');
  return UNIX_HOSTS.includes(host) ? high & 0o777 : 0;
}

function checkRoom({ name, from, to, compressed }: ZipRecord): void {
  if (from + LOCAL_BYTES + Buffer.byteLength(name) + compressed <= to) return;
  throw entryRefusal(name, 'overlaps what follows it');
}
