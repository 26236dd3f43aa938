import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
/** A file of the toolchain, which may lie. */
const file = (path: string, more: Partial<ZipEntry> = {}): ZipEntry => ({
  name: PREFIX + path,
  body: 'x',
  ...more,
});

describe('a zip whose entries share bytes is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['the place of another entry', file('x', { offset: 0 }), 'overlaps'],
    ['a place inside another entry', file('x', { offset: 8 }), 'overlaps'],
    ['a place behind everything', file('x', { offset: 0xfffffff0 }), 'overlaps'],
    ['data that reach into the directory', file('x', { both: { compressed: 4096 } }), 'overlaps'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });

  it('bytes in front of the first entry', async () => {
    const zip = zipBytes(GOOD.map((entry, index) => (index === 0 ? { ...entry, offset: 1 } : entry)));
    await expectRefusedZip(zip, 'out of order');
  });
});
