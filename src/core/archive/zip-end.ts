import { LIMITS } from '../limits.ts';
import { zipRefusal } from './zip-refusal.ts';

/** Where the central directory of a zip lies. */
export interface ZipEnd {
  /** Offset in the file, and length, in bytes. */
  readonly from: number;
  readonly length: number;
  readonly count: number;
}

/** Length of the end record without a comment (PKWARE APPNOTE 4.3.16); gv refuses comments. */
export const ZIP_END_BYTES = 22;
/** The bound of cmd/go for a module zip, and for its unpacked size (golang.org/x/mod/zip, MaxZipFile). */
export const MODULE_ZIP_BYTES = 500 * 1024 * 1024;

const SIGNATURE = 0x06054b50;
/** These values mean "see the zip64 record"; no toolchain needs one. */
const ZIP64 = { count: 0xffff, offset: 0xffffffff } as const;
/** A record's fixed part, and a bound for the whole directory; that of 1.24.9 has 1.6 MB. */
const RECORD_BYTES = 46;
const DIRECTORY_BYTES = 64 * 1024 * 1024;

/**
 * Reads the last 22 bytes of a zip of `size` bytes. The record must be the very end of the file, with the directory right
 * before it, so that two readers cannot find two different directories. Fails with `archive-hostile`.
 */
export function parseZipEnd(tail: Uint8Array, size: number): ZipEnd {
  if (size > MODULE_ZIP_BYTES) throw zipRefusal('is larger than 500 MiB, the limit of the go command');
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  if (
    tail.length !== ZIP_END_BYTES ||
    view.getUint32(0, true) !== SIGNATURE ||
    view.getUint16(20, true) !== 0
  ) {
    throw zipRefusal('does not end as a zip does: it is cut off, or something was added');
  }
  const [count, total] = [view.getUint16(8, true), view.getUint16(10, true)];
  const [length, from] = [view.getUint32(12, true), view.getUint32(16, true)];
  if (count === ZIP64.count || total === ZIP64.count || length === ZIP64.offset || from === ZIP64.offset) {
    throw zipRefusal('uses zip64, which no toolchain needs');
  }
  if (view.getUint32(4, true) !== 0 || count !== total) throw zipRefusal('claims to be a part of several');
  if (from + length !== size - ZIP_END_BYTES) throw zipRefusal('has its directory in the wrong place');
  if (length > DIRECTORY_BYTES || count > LIMITS.treeEntries || count * RECORD_BYTES > length) {
    throw zipRefusal('has a directory of an impossible size');
  }
  return { from, length, count };
}
