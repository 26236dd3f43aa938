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

describe('a zip that is encrypted, or packed in an unknown way, is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['an encrypted entry', file('x', { both: { flags: 1 } }), 'encrypted'],
    ['a masked header', file('x', { both: { flags: 1 << 13 } }), 'encrypted'],
    ['an unknown method', file('x', { both: { method: 12 } }), 'method 12'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
