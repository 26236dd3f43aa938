import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip with two names for one file is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a second entry of a name', moduleFile('bin/go'), 'appears twice'],
    ['a name that differs in case only', moduleFile('BIN/go'), 'collides'],
    ['_go.mod beside go.mod', moduleFile('src/go.mod'), 'appears twice'],
    ['a file as a directory', moduleFile('bin/go/x'), 'uses a file as a directory'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });

  it('two names of which one is composed otherwise (NFC)', async () => {
    const utf8 = { both: { flags: 1 << 11 } };
    const twice = [moduleFile('src/\u00e9.go', utf8), moduleFile('src/e\u0301.go', utf8)];
    await expectRefusedZip(zipBytes([...GOOD, ...twice]), 'collides');
  });
});
