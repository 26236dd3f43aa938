import { gzipSync } from 'node:zlib';
import { describe, it } from 'vitest';
import { expectRefused, GOOD } from '../support/hostile-archive.ts';
import { tarBytes, tarGz } from '../support/tar-bytes.ts';

describe('a file that is not an archive is refused', () => {
  it.each<readonly [string, () => Uint8Array]>([
    ['cut off', () => tarGz(GOOD).subarray(0, 300)],
    ['not compressed', () => tarBytes(GOOD)],
    ['compressed twice', () => gzipSync(tarGz(GOOD))],
    ['HTML', () => Buffer.from('<html></html>')],
    [
      'random bytes behind a gzip header',
      () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5]),
    ],
  ])('%s', async (_, bytes) => {
    await expectRefused(bytes(), /^the archive/);
  });
});
