import { deflateRawSync } from 'node:zlib';
import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
const big = Buffer.alloc(17 * 1024 * 1024, 'big ');
const bigPacked = deflateRawSync(big);

describe('a zip with bytes that belong to no entry, or with damaged ones, is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    [
      'data behind the packed content',
      moduleFile('x', { packed: Buffer.concat([deflateRawSync('x'), Buffer.from('y')]) }),
      'behind',
    ],
    [
      'packed content that is cut off',
      moduleFile('x', { packed: deflateRawSync('x').subarray(0, 1) }),
      'damaged',
    ],
    [
      'packed content that is garbage',
      moduleFile('x', { packed: Buffer.from([0xff, 0xff, 0xff]) }),
      'damaged',
    ],
    ['bytes between the entries', moduleFile('x', { padding: Buffer.from('y') }), 'longer or shorter'],
    ['16 bytes between the entries', moduleFile('x', { padding: Buffer.alloc(16) }), 'longer or shorter'],
    [
      'no data descriptor',
      moduleFile('x', { descriptor: 'signed', tail: Buffer.alloc(0) }),
      'longer or shorter',
    ],
    [
      'a false data descriptor',
      moduleFile('x', { descriptor: 'signed', tail: Buffer.alloc(16) }),
      'other sizes',
    ],
    [
      'a false short descriptor',
      moduleFile('x', { descriptor: 'bare', tail: Buffer.alloc(12) }),
      'other sizes',
    ],
    [
      'a long entry with data behind it',
      moduleFile('x', { body: big, packed: Buffer.concat([bigPacked, Buffer.alloc(3_000_000)]) }),
      'behind',
    ],
    [
      'a long entry that is cut off',
      moduleFile('x', { body: big, packed: bigPacked.subarray(0, -9) }),
      'damaged',
    ],
    [
      'a long entry of garbage',
      moduleFile('x', { body: big, packed: Buffer.alloc(20_000, 0xff) }),
      'damaged',
    ],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
