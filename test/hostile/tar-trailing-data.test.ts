import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectRefused, GOOD, placeArchive, readOnly } from '../support/hostile-archive.ts';
import { tarBytes, tarEntries, tarGz } from '../support/tar-bytes.ts';

const BLOCK = 512;
const ENTRIES = tarEntries(GOOD);
const TAR = tarBytes(GOOD);
const zeros = (blocks: number): Buffer => Buffer.alloc(blocks * BLOCK);
const gz = (...parts: readonly Uint8Array[]): Buffer => gzipSync(Buffer.concat(parts));

describe('what stands behind the gzip stream is refused', () => {
  it.each<readonly [string, Buffer]>([
    ['one zero', Buffer.alloc(1)],
    ['zeros, as tapes are padded', zeros(20)],
    ['text', Buffer.from('and more')],
    ['the beginning of another stream', Buffer.from([0x1f, 0x8b])],
    ['a zip', Buffer.from('PK\u0003\u0004')],
    ['a megabyte of noise', Buffer.from(Array.from({ length: 1024 * 1024 }, (_, n) => (n * 7919) % 251))],
  ])('%s', async (_, more) => {
    await expectRefused(Buffer.concat([tarGz(GOOD), more]), /goes on behind its gzip stream/);
  });
});

describe('what stands behind the end of the tar is refused', () => {
  it.each<readonly [string, Buffer, RegExp]>([
    ['a second tar', gz(TAR, tarBytes([{ path: 'go/x' }])), /bytes behind its end/],
    ['an entry', gz(TAR, tarEntries([{ path: 'go/x' }])), /bytes behind its end/],
    ['an entry behind padding', gz(TAR, zeros(8), tarEntries([{ path: 'go/x' }])), /bytes behind its end/],
    ['one byte', gz(TAR, Buffer.from('x')), /bytes behind its end/],
    ['one zero', gz(TAR, Buffer.alloc(1)), /within a block/],
    ['more zeros than a record has', gz(ENTRIES, zeros(22)), /zeros behind its end/],
    [
      'an entry behind a single block of zeros',
      gz(ENTRIES, zeros(1), tarBytes([{ path: 'go/x' }])),
      /one block of zeros after entry number 6/,
    ],
  ])('%s', async (_, bytes, why) => {
    await expectRefused(bytes, why);
  });

  it.each([2, 3, 20, 21])('but not %i blocks of zeros, which fill up a record', async (blocks) => {
    expect(await placeArchive(gz(ENTRIES, zeros(blocks)))).toMatchObject({ code: 'ok' });
  });
});

describe('what fills up the last block of a file', () => {
  it('is zeros', async () => {
    const bytes = tarGz([...GOOD, { path: 'go/x', body: 'x', fill: 0x20 }]);
    await expectRefused(bytes, /an entry number 7 that has bytes behind its end/);
  });
});

/** A deflated block that is stored as it is (RFC 1951, 3.2.4). */
function stored(bytes: Uint8Array, final: boolean): Buffer {
  const head = Buffer.from([final ? 1 : 0, 0, 0, 0, 0]);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

/** A tar.gz of exactly so many bytes up to the end of its deflated data: filled up with empty blocks, and with zeros behind the tar. */
function endingAt(length: number): Buffer {
  const blocks =
    [0, 1, 2, 3, 4].find((count) => (length - 2 * 10 - TAR.length - count * BLOCK) % 5 === 0) ?? 0;
  const tar = Buffer.concat([TAR, zeros(blocks)]);
  const empty = (length - 2 * 10 - tar.length) / 5;
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(tar), 0);
  trailer.writeUInt32LE(tar.length, 4);
  return Buffer.concat([
    gzipSync('').subarray(0, 10),
    ...Array.from({ length: empty }, () => stored(new Uint8Array(), false)),
    stored(tar.subarray(0, 4000), false),
    stored(tar.subarray(4000), true),
    trailer,
  ]);
}

describe('a gzip stream that ends where one read of the file does', () => {
  // The header of 10 bytes is read first, then 256 KiB at a time.
  it.each([-9, -8, -7, -4, -1, 0, 1, 4])('%i bytes behind it', async (offset) => {
    const end = 10 + 256 * 1024 + offset;
    const bytes = endingAt(end);
    expect(bytes).toHaveLength(end + 8);
    expect(await readOnly(bytes)).toBe('ok');
    const followed = 'archive-hostile: the archive goes on behind its gzip stream';
    expect(await readOnly(Buffer.concat([bytes, Buffer.from('x')]))).toBe(followed);
    expect(await readOnly(Buffer.concat([bytes, bytes]))).toBe(followed);
    expect(await readOnly(bytes.subarray(0, -1))).toContain('cut off');
    expect(await readOnly(bytes.subarray(0, -9))).toContain('cut off');
  });
});
