import { describe, expect, it } from 'vitest';
import { expectRefusedZip, installModule } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip that is cut, empty or goes on is refused', () => {
  it.each<readonly [string, () => Uint8Array]>([
    ['an empty zip', () => zipBytes([])],
    ['a zip whose end is missing', () => zipBytes(GOOD).subarray(0, -1)],
    ['half a zip', () => zipBytes(GOOD).subarray(0, 700)],
    ['a zip with something behind it', () => Buffer.concat([zipBytes(GOOD), Buffer.alloc(1)])],
  ])('%s', async (_, bytes) => {
    await expectRefusedZip(bytes(), /archive|zip/);
  });
});

describe('what does not even begin as a zip counts as a broken network', () => {
  it.each<readonly [string, () => Uint8Array]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['HTML', () => Buffer.from('<html><body>Please sign in to use this network.</body></html>')],
    ['a zip without its first byte', () => zipBytes(GOOD).subarray(1)],
  ])('%s', async (_, bytes) => {
    expect(await installModule({ zip: bytes() })).toMatchObject({
      code: 'not-an-archive',
      exit: 4,
      left: [],
    });
  });
});
