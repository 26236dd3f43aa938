import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip whose names lead out of the tree, or are no plain text, is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a name outside the prefix', { name: 'golang.org/other@v1/x', body: 'x' }, 'lies outside'],
    ['the prefix of another version', { name: PREFIX.replace('22', '21'), body: 'x' }, 'lies outside'],
    ['an absolute name', { name: '/etc/x', body: 'x' }, 'lies outside'],
    ['a path out of the tree', moduleFile('../../escaped'), 'plain relative path'],
    ['a dot in the path', moduleFile('src/./x'), 'plain relative path'],
    ['an absolute path behind the prefix', moduleFile('/etc/x'), 'plain relative path'],
    ['a backslash', moduleFile('src\\x'), 'forbidden character'],
    ['a line feed', moduleFile('src/a\nb'), 'forbidden character'],
    ['an escape sequence', moduleFile('src/\u001b[2J'), 'forbidden character'],
    [
      'a name that is no UTF-8',
      moduleFile('x', { both: { name: Buffer.from(`${PREFIX}\xff`, 'latin1'), flags: 1 << 11 } }),
      'no UTF-8',
    ],
    ['a name in an unnamed encoding', moduleFile('src/Þ'), 'how its name is written'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
