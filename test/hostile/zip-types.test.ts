import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip with anything but regular files is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a directory', { name: `${PREFIX}src/dir/` }, 'is a directory'],
    ['a directory by its attributes', moduleFile('dir', { attributes: 0x10 }), 'no regular file'],
    ['a symbolic link', moduleFile('link', { mode: 0o120777, body: '/etc' }), 'no regular file'],
    [
      'a symbolic link of another system',
      moduleFile('link', { attributes: 0o120777 * 0x10000 }),
      'no regular file',
    ],
    ['a device', moduleFile('device', { mode: 0o020666 }), 'no regular file'],
    ['a set-uid file', moduleFile('su', { mode: 0o104755 }), 'no regular file'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
