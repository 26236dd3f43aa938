import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib';

const MIB = 1024 * 1024;

/** Deflated bytes that stand on their own, so that the same ones can follow each other thousands of times. */
export function segment(bytes: Uint8Array): Buffer {
  return deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
}

/** A gzip stream of `head` and `megabytes` of zeros, made without holding them. */
export function withZeros(head: Buffer, megabytes: number): Buffer {
  const zeros = segment(Buffer.alloc(MIB));
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(head), 0);
  trailer.writeUInt32LE((head.length + megabytes * MIB) % 2 ** 32, 4);
  return Buffer.concat([
    gzipSync('').subarray(0, 10),
    segment(head),
    ...Array<Buffer>(megabytes).fill(zeros),
    deflateRawSync(''),
    trailer,
  ]);
}
