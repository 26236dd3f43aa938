import { describe, expect, it } from 'vitest';
import { openHttp } from '../../../src/io/http/http.ts';
import { openRemoteZip, type RemoteZip } from '../../../src/io/ranges/remote-zip.ts';
import { failureOf } from '../../support/failure.ts';
import { VERSION } from '../../support/log.ts';
import { startModuleProxy } from '../../support/module-proxy.ts';
import { QUICK } from '../../support/release-limits.ts';
import { rangesAsked } from '../../support/reusing.ts';
import { testWorld } from '../../support/test-world.ts';
import { moduleEntries, moduleFile, zipBytes, type ZipEntry } from '../../support/zip-bytes.ts';

interface Read {
  readonly zip: RemoteZip | undefined;
  readonly asked: readonly string[];
}

async function read(bytes: Uint8Array): Promise<Read> {
  await using world = await testWorld();
  await using proxy = await startModuleProxy({ zips: { [VERSION]: bytes }, ranges: {} });
  const http = openHttp(world, QUICK);
  try {
    const url = new URL(`${proxy.url}/golang.org/toolchain/@v/${VERSION}.zip`);
    const zip = await openRemoteZip(http, url, new AbortController().signal);
    return { zip, asked: rangesAsked(proxy) };
  } finally {
    await http.close();
  }
}

describe('the central directory of a zip at a URL', () => {
  it('has name, size, CRC and place of every entry', async () => {
    const { zip } = await read(zipBytes(moduleEntries('recorded')));
    expect(zip?.records.map(({ name }) => name)).toEqual(moduleEntries('recorded').map(({ name }) => name));
    expect(zip?.records[0]).toMatchObject({ size: 35, from: 0, mode: 0o644, crc: expect.any(Number) });
  });

  it('of more than 2 MiB takes a second request', async () => {
    const long = 'x'.repeat(60_000);
    const entries = Array.from({ length: 40 }, (_, index): ZipEntry => moduleFile(`${index}${long}`));
    const { zip, asked } = await read(zipBytes(entries));
    expect(zip?.records.map(({ name }) => name)).toEqual(entries.map(({ name }) => name));
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['nonsense', Buffer.alloc(5_000, 'x'), 'does not end as a zip does'],
    ['fewer bytes than an end has', Buffer.from('PK'), 'does not end as a zip does'],
    [
      'a comment',
      zipBytes(moduleEntries('none'), { comment: Buffer.from('hi') }),
      'does not end as a zip does',
    ],
    ['zip64', zipBytes(moduleEntries('none'), { count: 0xffff }), 'zip64'],
    ['more entries than fit', zipBytes(moduleEntries('none'), { count: 60_000 }), 'impossible size'],
    ['fewer entries than it has', zipBytes(moduleEntries('none'), { count: 1 }), 'wrong length'],
    ['a directory elsewhere', zipBytes(moduleEntries('none'), { from: 7 }), 'in the wrong place'],
    [
      'entries that overlap',
      zipBytes([...moduleEntries('none'), moduleFile('x', { offset: 8 })]),
      'overlaps',
    ],
  ])('is refused for %s, as on disk', async (_, bytes, why) => {
    const error = await failureOf(read(bytes));
    expect(error).toMatchObject({ code: 'archive-hostile' });
    expect(error.message).toContain(why);
  });
});
