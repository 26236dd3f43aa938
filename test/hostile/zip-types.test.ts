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

describe('a zip with anything but regular files is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a directory', { name: `${PREFIX}src/dir/` }, 'is a directory'],
    ['a directory by its attributes', file('dir', { attributes: 0x10 }), 'no regular file'],
    ['a symbolic link', file('link', { mode: 0o120777, body: '/etc' }), 'no regular file'],
    [
      'a symbolic link of another system',
      file('link', { attributes: 0o120777 * 0x10000 }),
      'no regular file',
    ],
    ['a device', file('device', { mode: 0o020666 }), 'no regular file'],
    ['a set-uid file', file('su', { mode: 0o104755 }), 'no regular file'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
