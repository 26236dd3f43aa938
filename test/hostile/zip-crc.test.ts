import { deflateRawSync } from 'node:zlib';
import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
const big = Buffer.alloc(17 * 1024 * 1024, 'big ');

describe('a zip whose content is not that of its checksums is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a wrong CRC', moduleFile('x', { both: { crc: 1 } }), 'CRC-32'],
    ['a wrong CRC of a stored entry', moduleFile('x', { stored: true, both: { crc: 1 } }), 'CRC-32'],
    ['a long entry with a wrong CRC', moduleFile('x', { body: big, both: { crc: 1 } }), 'CRC-32'],
    [
      'a long stored entry with a wrong CRC',
      moduleFile('x', { body: big, stored: true, both: { crc: 1 } }),
      'CRC-32',
    ],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });

  it('a flipped byte in the data of an entry', async () => {
    const good = zipBytes([...GOOD, moduleFile('x', { body: 'some text that is packed' })]);
    const at = good.lastIndexOf(deflateRawSync('some text that is packed'));
    good.writeUInt8(good.readUInt8(at + 5) ^ 1, at + 5);
    await expectRefusedZip(good, /the module zip|archive/);
  });
});
