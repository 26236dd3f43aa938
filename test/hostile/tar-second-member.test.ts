import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectRefused, GOOD, placeArchive } from '../support/hostile-archive.ts';
import { tarBytes, tarGz, toolchainEntries } from '../support/tar-bytes.ts';

/** gzip members in a row: every gunzip takes them for one stream. */
function members(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts.map((part) => gzipSync(part)));
}

const TAR = tarBytes(GOOD);
const NOTHING = new Uint8Array();

describe('a second gzip member is refused', () => {
  it.each<readonly [string, Buffer]>([
    ['with a tar of its own', members(TAR, tarBytes([{ path: 'go/bin/gofmt', body: 'other' }]))],
    ['with the rest of the tar', members(TAR.subarray(0, 3000), TAR.subarray(3000))],
    ['with the blocks that end the tar', members(TAR.subarray(0, -1024), TAR.subarray(-1024))],
    ['of nothing', members(TAR, NOTHING)],
    ['of everything, behind one of nothing', members(NOTHING, TAR)],
    ['of zeros', members(TAR, Buffer.alloc(512))],
    ['that is cut off', members(TAR, TAR).subarray(0, gzipSync(TAR).length + 12)],
  ])('%s', async (_, bytes) => {
    await expectRefused(bytes, /goes on behind its gzip stream/);
  });
});

describe('the releases of 2016 and 2017 that were packed in many members', () => {
  const release = '1.7.5';
  const tar = tarBytes(toolchainEntries(release));
  const pieces = Array.from({ length: Math.ceil(tar.length / 1000) }, (_, index) =>
    tar.subarray(index * 1000, (index + 1) * 1000),
  );

  it('are read across their members', async () => {
    expect(await placeArchive(members(...pieces), { release })).toMatchObject({ code: 'ok' });
    expect(await placeArchive(tarGz(toolchainEntries(release)), { release })).toMatchObject({ code: 'ok' });
  });

  it.each<readonly [string, Buffer, string]>([
    ['a member behind the end of the tar', members(...pieces, NOTHING), 'goes on behind its gzip stream'],
    ['a second tar', members(...pieces, tar), 'goes on behind its gzip stream'],
    ['a byte behind the last member', Buffer.concat([members(...pieces), Buffer.alloc(1)]), 'goes on behind'],
    [
      'bytes between members',
      Buffer.concat([members(tar.subarray(0, 99)), tar]),
      'is not compressed by gzip',
    ],
    ['an end that is missing', members(...pieces.slice(0, -1)), 'is cut off'],
    [
      'thousands of empty members',
      members(...Array.from({ length: 4097 }, () => NOTHING)),
      'too many gzip streams',
    ],
  ])('are refused with %s', async (_, bytes, why) => {
    const { code, message, left } = await placeArchive(bytes, { release });
    expect({ code, left }).toEqual({ code: 'archive-hostile', left: [] });
    expect(message).toContain(why);
  });
});
