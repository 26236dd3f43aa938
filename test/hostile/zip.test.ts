import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackModuleZip } from '../../src/io/zip/zip-unpack.ts';
import { failureOf } from '../support/failure.ts';
import { moduleEntries, PREFIX, zipBytes, type ZipEndFields, type ZipEntry } from '../support/zip-bytes.ts';

let folder: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  await mkdir(join(folder, 'stage'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The message of the refusal; anything else fails the test. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'module.zip');
  await writeFile(path, bytes);
  const handle = await open(path);
  try {
    const work = unpackModuleZip(handle, join(folder, 'stage'), { prefix: PREFIX, signal });
    const failure = await failureOf(work);
    expect(failure.code).toBe('archive-hostile');
    expect(failure.hint).toContain('Nothing was installed');
    expect(await readdir(folder)).toEqual(['module.zip', 'stage']);
    return failure.message;
  } finally {
    await handle.close();
  }
}

const GOOD = moduleEntries('recorded');
const file = (path: string, more: Partial<ZipEntry> = {}): ZipEntry => ({
  name: PREFIX + path,
  body: 'x',
  ...more,
});
const stage = (): Promise<string[]> => readdir(join(folder, 'stage'));
const extra = (id: number, length = 0): Buffer => Buffer.from([id & 0xff, id >> 8, length, 0]);

describe('what is seen in the directory: refused before anything is written', () => {
  it.each<readonly [string, ZipEntry, string]>([
    ['a name outside the prefix', { name: 'golang.org/other@v1/x', body: 'x' }, 'lies outside'],
    ['the prefix of another version', { name: PREFIX.replace('22', '21'), body: 'x' }, 'lies outside'],
    ['an absolute name', { name: '/etc/x', body: 'x' }, 'lies outside'],
    ['a path out of the tree', file('../../escaped'), 'plain relative path'],
    ['a dot in the path', file('src/./x'), 'plain relative path'],
    ['an absolute path behind the prefix', file('/etc/x'), 'plain relative path'],
    ['a backslash', file('src\\x'), 'forbidden character'],
    ['a line feed', file('src/a\nb'), 'forbidden character'],
    ['an escape sequence', file('src/\u001b[2J'), 'forbidden character'],
    [
      'a name that is no UTF-8',
      file('x', { both: { name: Buffer.from(`${PREFIX}\xff`, 'latin1'), flags: 1 << 11 } }),
      'no UTF-8',
    ],
    ['a name in an unnamed encoding', file('src/Þ'), 'how its name is written'],
    ['a second entry of a name', file('bin/go'), 'appears twice'],
    ['a name that differs in case only', file('BIN/go'), 'collides'],
    ['_go.mod beside go.mod', file('src/go.mod'), 'appears twice'],
    ['a file as a directory', file('bin/go/x'), 'uses a file as a directory'],
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
    ['an encrypted entry', file('x', { both: { flags: 1 } }), 'encrypted'],
    ['a masked header', file('x', { both: { flags: 1 << 13 } }), 'encrypted'],
    ['an unknown method', file('x', { both: { method: 12 } }), 'method 12'],
    ['a stored entry of two sizes', file('x', { stored: true, both: { size: 2 } }), 'two different sizes'],
    ['a zip64 size', file('x', { central: { extra: extra(1) } }), 'another size or name'],
    ["Info-ZIP's second name", file('x', { central: { extra: extra(0x7075) } }), 'another size or name'],
    ['an extra field that is cut off', file('x', { central: { extra: extra(0x5455, 9) } }), 'extra field'],
    ['an entry of 4 GB', file('x', { both: { size: 0xfffffffe } }), 'too many bytes'],
    ['500 MiB in one entry', file('x', { both: { size: 500 * 1024 * 1024 } }), 'more than 500 MiB'],
    ['the place of another entry', file('x', { offset: 0 }), 'overlaps'],
    ['a place inside another entry', file('x', { offset: 8 }), 'overlaps'],
    ['a place behind everything', file('x', { offset: 0xfffffff0 }), 'overlaps'],
    ['data that reach into the directory', file('x', { both: { compressed: 4096 } }), 'overlaps'],
  ])('%s', async (_, entry, why) => {
    expect(await refusal(zipBytes([...GOOD, entry]))).toContain(why);
    expect(await stage()).toEqual([]);
  });

  it('bytes of nobody in front of the first entry', async () => {
    const zip = zipBytes(GOOD.map((entry, index) => (index === 0 ? { ...entry, offset: 1 } : entry)));
    expect(await refusal(zip)).toContain('out of order');
    expect(await stage()).toEqual([]);
  });

  it.each<readonly [string, ZipEndFields]>([
    ['a zip64 count', { count: 0xffff }],
    ['a zip64 offset', { from: 0xffffffff }],
    ['a zip64 end record', { before: Buffer.alloc(76) }],
    ['a part of several', { disk: 1 }],
    ['two counts', { total: 3 }],
    ['a count too low', { count: 3 }],
    ['a count too high', { count: 10 }],
    ['a count beyond the directory', { count: 4000 }],
    ['a directory elsewhere', { from: 12 }],
    ['a directory of another length', { length: 100 }],
    ['a comment', { comment: Buffer.from('hello') }],
    ['a comment that is an end record', { comment: zipBytes([]) }],
  ])('%s in the end record', async (_, end) => {
    await refusal(zipBytes(GOOD, end));
    expect(await stage()).toEqual([]);
  });

  it.each<readonly [string, () => Uint8Array]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['HTML', () => Buffer.from('<html><body>Please sign in to use this network.</body></html>')],
    ['an empty zip', () => zipBytes([])],
    ['a zip whose end is missing', () => zipBytes(GOOD).subarray(0, -1)],
    ['half a zip', () => zipBytes(GOOD).subarray(0, 700)],
    ['a zip without its first byte', () => zipBytes(GOOD).subarray(1)],
    ['a zip with something behind it', () => Buffer.concat([zipBytes(GOOD), Buffer.alloc(1)])],
  ])('%s', async (_, bytes) => {
    await refusal(bytes());
    expect(await stage()).toEqual([]);
  });

  it('a zip of more than 500 MiB', async () => {
    const path = join(folder, 'module.zip');
    const handle = await open(path, 'w+');
    await handle.truncate(500 * 1024 * 1024 + 1);
    const work = unpackModuleZip(handle, join(folder, 'stage'), { prefix: PREFIX, signal });
    const failure = await failureOf(work);
    expect(failure.code).toBe('archive-hostile');
    expect(failure.message).toContain('500 MiB');
    await handle.close();
  });
});

describe('what is seen in an entry: refused, and nothing executable was written', () => {
  const big = Buffer.alloc(17 * 1024 * 1024, 'big ');
  const bigPacked = deflateRawSync(big);
  it.each<readonly [string, ZipEntry, string]>([
    ['another name in its header', file('x', { local: { name: `${PREFIX}y` } }), 'another one'],
    ['another method in its header', file('x', { local: { method: 0 } }), 'another one'],
    ['other flags in its header', file('x', { local: { flags: 2 } }), 'another one'],
    ['another size in its header', file('x', { local: { size: 2 } }), 'another one'],
    ['another packed size in its header', file('x', { local: { compressed: 2 } }), 'another one'],
    ['another CRC in its header', file('x', { local: { crc: 2 } }), 'another one'],
    [
      'half a size where none belongs',
      file('x', { descriptor: 'signed', local: { size: 2 } }),
      'another one',
    ],
    ['a zip64 size in its header', file('x', { local: { extra: extra(1) } }), 'another size or name'],
    ['a wrong CRC', file('x', { both: { crc: 1 } }), 'CRC-32'],
    ['a wrong CRC of a stored entry', file('x', { stored: true, both: { crc: 1 } }), 'CRC-32'],
    ['more content than declared', file('x', { body: 'x'.repeat(9), both: { size: 8 } }), 'more bytes'],
    ['content where none is declared', file('x', { both: { size: 0 } }), 'more bytes'],
    ['less content than declared', file('x', { both: { size: 2 } }), 'fewer bytes'],
    ['a bomb', file('x', { body: Buffer.alloc(64 * 1024 * 1024), both: { size: 10 } }), 'more bytes'],
    [
      'data behind the packed content',
      file('x', { packed: Buffer.concat([deflateRawSync('x'), Buffer.from('y')]) }),
      'behind',
    ],
    ['packed content that is cut off', file('x', { packed: deflateRawSync('x').subarray(0, 1) }), 'damaged'],
    ['packed content that is garbage', file('x', { packed: Buffer.from([0xff, 0xff, 0xff]) }), 'damaged'],
    ['bytes between the entries', file('x', { padding: Buffer.from('y') }), 'longer or shorter'],
    ['16 bytes between the entries', file('x', { padding: Buffer.alloc(16) }), 'longer or shorter'],
    ['no data descriptor', file('x', { descriptor: 'signed', tail: Buffer.alloc(0) }), 'longer or shorter'],
    ['a false data descriptor', file('x', { descriptor: 'signed', tail: Buffer.alloc(16) }), 'other sizes'],
    ['a false short descriptor', file('x', { descriptor: 'bare', tail: Buffer.alloc(12) }), 'other sizes'],
    ['a long entry with a wrong CRC', file('x', { body: big, both: { crc: 1 } }), 'CRC-32'],
    [
      'a long entry with data behind it',
      file('x', { body: big, packed: Buffer.concat([bigPacked, Buffer.alloc(3_000_000)]) }),
      'behind',
    ],
    ['a long entry that is cut off', file('x', { body: big, packed: bigPacked.subarray(0, -9) }), 'damaged'],
    ['a long entry of garbage', file('x', { body: big, packed: Buffer.alloc(20_000, 0xff) }), 'damaged'],
    [
      'a long entry longer than declared',
      file('x', { body: big, both: { size: big.length - 1 } }),
      'more bytes',
    ],
    [
      'a long entry shorter than declared',
      file('x', { body: big, both: { size: big.length + 1 } }),
      'fewer bytes',
    ],
    [
      'a long stored entry with a wrong CRC',
      file('x', { body: big, stored: true, both: { crc: 1 } }),
      'CRC-32',
    ],
  ])('%s', async (_, entry, why) => {
    expect(await refusal(zipBytes([...GOOD, entry]))).toContain(why);
    for (const path of await readdir(join(folder, 'stage'), { recursive: true })) {
      const found = await stat(join(folder, 'stage', path));
      expect(found.mode & 0o777).toBe(found.isDirectory() ? 0o700 : 0o600);
    }
  });

  it('a flipped byte anywhere in the data of an entry', async () => {
    const good = zipBytes([...GOOD, file('x', { body: 'some text that is packed' })]);
    const at = good.lastIndexOf(deflateRawSync('some text that is packed'));
    good.writeUInt8(good.readUInt8(at + 5) ^ 1, at + 5);
    await refusal(good);
  });
});
