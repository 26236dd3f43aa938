import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip that is encrypted, or packed in an unknown way, is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['an encrypted entry', moduleFile('x', { both: { flags: 1 } }), 'encrypted'],
    ['a masked header', moduleFile('x', { both: { flags: 1 << 13 } }), 'encrypted'],
    ['an unknown method', moduleFile('x', { both: { method: 12 } }), 'method 12'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
