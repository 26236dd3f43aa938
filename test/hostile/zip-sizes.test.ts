import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
const extra = (id: number, length = 0): Buffer => Buffer.from([id & 0xff, id >> 8, length, 0]);

describe('a zip with sizes that are not true, not readable or too large is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    [
      'a stored entry of two sizes',
      moduleFile('x', { stored: true, both: { size: 2 } }),
      'two different sizes',
    ],
    ['a zip64 size', moduleFile('x', { central: { extra: extra(1) } }), 'another size or name'],
    [
      "Info-ZIP's second name",
      moduleFile('x', { central: { extra: extra(0x7075) } }),
      'another size or name',
    ],
    [
      'an extra field that is cut off',
      moduleFile('x', { central: { extra: extra(0x5455, 9) } }),
      'extra field',
    ],
    ['an entry of 4 GB', moduleFile('x', { both: { size: 0xfffffffe } }), 'too many bytes'],
    ['500 MiB in one entry', moduleFile('x', { both: { size: 500 * 1024 * 1024 } }), 'more than 500 MiB'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
