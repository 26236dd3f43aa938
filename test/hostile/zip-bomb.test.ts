import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
const big = Buffer.alloc(17 * 1024 * 1024, 'big ');

describe('a zip that inflates to more or less than it declares is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['more content than declared', moduleFile('x', { body: 'x'.repeat(9), both: { size: 8 } }), 'more bytes'],
    ['content where none is declared', moduleFile('x', { both: { size: 0 } }), 'more bytes'],
    ['less content than declared', moduleFile('x', { both: { size: 2 } }), 'fewer bytes'],
    ['a bomb', moduleFile('x', { body: Buffer.alloc(64 * 1024 * 1024), both: { size: 10 } }), 'more bytes'],
    [
      'a long entry longer than declared',
      moduleFile('x', { body: big, both: { size: big.length - 1 } }),
      'more bytes',
    ],
    [
      'a long entry shorter than declared',
      moduleFile('x', { body: big, both: { size: big.length + 1 } }),
      'fewer bytes',
    ],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
