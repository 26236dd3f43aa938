import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip whose entries share bytes is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['the place of another entry', moduleFile('x', { offset: 0 }), 'overlaps'],
    ['a place inside another entry', moduleFile('x', { offset: 8 }), 'overlaps'],
    ['a place behind everything', moduleFile('x', { offset: 0xfffffff0 }), 'overlaps'],
    ['data that reach into the directory', moduleFile('x', { both: { compressed: 4096 } }), 'overlaps'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });

  it('bytes in front of the first entry', async () => {
    const zip = zipBytes(GOOD.map((entry, index) => (index === 0 ? { ...entry, offset: 1 } : entry)));
    await expectRefusedZip(zip, 'out of order');
  });
});
