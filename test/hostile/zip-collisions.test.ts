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

describe('a zip with two names for one file is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a second entry of a name', file('bin/go'), 'appears twice'],
    ['a name that differs in case only', file('BIN/go'), 'collides'],
    ['_go.mod beside go.mod', file('src/go.mod'), 'appears twice'],
    ['a file as a directory', file('bin/go/x'), 'uses a file as a directory'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });

  it('two names of which one is composed otherwise (NFC)', async () => {
    const utf8 = { both: { flags: 1 << 11 } };
    const twice = [file('src/\u00e9.go', utf8), file('src/e\u0301.go', utf8)];
    await expectRefusedZip(zipBytes([...GOOD, ...twice]), 'collides');
  });
});
