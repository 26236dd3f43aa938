import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectRefused, GOOD, readOnly } from '../support/hostile-archive.ts';
import { paxEntry, tarBytes, tarEntries, tarGz } from '../support/tar-bytes.ts';

const TAR = tarBytes(GOOD);
const ENTRIES = tarEntries(GOOD);
const GZ = tarGz(GOOD);

/** A copy with one byte changed; negative places count from the end. */
function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? bytes.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 0xff;
  return copy;
}

describe('a tar that is cut off is refused', () => {
  it.each<readonly [string, Buffer, RegExp]>([
    ['without the blocks that end it', ENTRIES, /cut off after entry number 6/],
    ['with one of the two', Buffer.concat([ENTRIES, Buffer.alloc(512)]), /cut off after entry number 6/],
    ['within the second', TAR.subarray(0, -1), /cut off/],
    ['within a header', ENTRIES.subarray(0, 700), /cut off after entry number 1/],
    ['within a body', ENTRIES.subarray(0, 1030), /cut off after entry number 2/],
    ['within the zeros behind a body', ENTRIES.subarray(0, 1500), /cut off after entry number 2/],
    ['behind an extended header', tarEntries([paxEntry({ path: 'go/x' })]), /cut off after entry number 1/],
    ['before its first header', Buffer.alloc(0), /cut off after entry number 0/],
    ['with an extended header as its last entry', tarBytes([paxEntry({ path: 'go/x' })]), /of nothing/],
    ['with a body of which most is missing', tarBytes([{ path: 'go/x', body: 'x', size: 1e6 }]), /cut off/],
  ])('%s', async (_, tar, why) => {
    await expectRefused(gzipSync(tar), why);
  });

  it('wherever that is', async () => {
    for (let length = 0; length < TAR.length; length += 97) {
      expect(await readOnly(gzipSync(TAR.subarray(0, length)))).toMatch(
        /^archive-hostile: the archive is cut off/,
      );
    }
  });
});

describe('a gzip stream that is damaged is refused', () => {
  it.each<readonly [string, Buffer, RegExp]>([
    ['within its header', GZ.subarray(0, 9), /not compressed by gzip/],
    ['empty', Buffer.alloc(0), /not compressed by gzip/],
    ['with a wrong checksum', changed(GZ, -8), /other bytes than its gzip stream says/],
    ['with a wrong length', changed(GZ, -1), /other bytes than its gzip stream says/],
    ['without its last byte', GZ.subarray(0, -1), /cut off: its gzip stream has no end/],
    ['without its checksum and length', GZ.subarray(0, -8), /cut off: its gzip stream has no end/],
    ['with another method than deflate', changed(GZ, 2), /not compressed by gzip/],
    ['with an extra field', changed(GZ, 3), /an extra field in its gzip header/],
    ['with a name', Buffer.concat([GZ.subarray(0, 3), Buffer.from([8]), GZ.subarray(4)]), /a name/],
  ])('%s', async (_, bytes, why) => {
    await expectRefused(bytes, why);
  });

  it('wherever it is cut off', async () => {
    for (let length = 10; length < GZ.length; length += 7) {
      expect(await readOnly(GZ.subarray(0, length))).toMatch(/^archive-hostile: the archive is cut off/);
    }
  });

  it('wherever a byte of it is changed', async () => {
    // Bytes 4 to 9 tell the time, the effort and the system; they mean nothing for the content.
    for (let at = 10; at < GZ.length; at += 5) {
      expect(await readOnly(changed(GZ, at))).toMatch(/^archive-hostile: /);
    }
  });
});
