import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEntry, moduleFile } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');
const extra = (id: number, length = 0): Buffer => Buffer.from([id & 0xff, id >> 8, length, 0]);

describe('a zip whose two headers of an entry differ is refused', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['another name in its header', moduleFile('x', { local: { name: `${PREFIX}y` } }), 'another one'],
    ['another method in its header', moduleFile('x', { local: { method: 0 } }), 'another one'],
    ['other flags in its header', moduleFile('x', { local: { flags: 2 } }), 'another one'],
    ['another size in its header', moduleFile('x', { local: { size: 2 } }), 'another one'],
    ['another packed size in its header', moduleFile('x', { local: { compressed: 2 } }), 'another one'],
    ['another CRC in its header', moduleFile('x', { local: { crc: 2 } }), 'another one'],
    [
      'half a size where none belongs',
      moduleFile('x', { descriptor: 'signed', local: { size: 2 } }),
      'another one',
    ],
    ['a zip64 size in its header', moduleFile('x', { local: { extra: extra(1) } }), 'another size or name'],
  ])('%s', async (_, entry, why) => {
    await expectRefusedZip(zipBytes([...GOOD, entry]), why);
  });
});
