import type { Version } from '../version.ts';
import { tarRefusal } from './tar-refusal.ts';

/** Around the deflated bytes of a gzip member (RFC 1952, 2.3). */
export const GZIP_HEADER_BYTES = 10;
export const GZIP_TRAILER_BYTES = 8;

const [MAGIC_1, MAGIC_2, DEFLATE] = [0x1f, 0x8b, 8];

/** How many gzip members an archive has; `many` for those of `gzipMembers`. */
export type GzipMembers = 'one' | 'many';

/**
 * Official archives that consist of members of 1 MiB each: for some weeks the buildlets of golang.org/x/build packed them
 * with all their cores (golang/go#19052). None of them was ever signed.
 */
const OF_MANY_MEMBERS: ReadonlySet<string> = new Set([
  '1.6.4',
  '1.7.2',
  '1.7.3',
  '1.7.4',
  '1.7.5',
  '1.8beta1',
  '1.8beta2',
  '1.8rc1',
  '1.8rc2',
  '1.8rc3',
]);

/** How the archives of a release were packed. */
export function gzipMembers({ name }: Version): GzipMembers {
  return OF_MANY_MEMBERS.has(name) ? 'many' : 'one';
}

/** Holds the first 10 bytes of a member to what Go's compress/gzip writes: no name, no comment, no extra field. Fails with `archive-hostile`. */
export function checkGzipHeader(bytes: Uint8Array): void {
  const [first, second, method, flags] = bytes;
  if (bytes.length < GZIP_HEADER_BYTES || first !== MAGIC_1 || second !== MAGIC_2 || method !== DEFLATE) {
    throw tarRefusal('is not compressed by gzip');
  }
  if (flags !== 0) throw tarRefusal('has a name, a comment or an extra field in its gzip header');
}

/** The inflated content of a member, as far as its trailer describes it. */
export interface InflatedMember {
  readonly crc: number;
  /** Bytes. */
  readonly size: number;
}

/** Compares the last 8 bytes of a member with its inflated content. Fails with `archive-hostile`. */
export function checkGzipTrailer(bytes: Uint8Array, { crc, size }: InflatedMember): void {
  if (bytes.length < GZIP_TRAILER_BYTES) throw tarRefusal('is cut off: its gzip stream has no end');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== size % 2 ** 32) {
    throw tarRefusal('is damaged: it inflates to other bytes than its gzip stream says');
  }
}
