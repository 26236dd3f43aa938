import { describe, expect, it } from 'vitest';
import { parseZipDirectory, type ZipRecord } from '../../../../src/core/archive/zip-directory.ts';
import { parseZipEnd, ZIP_END_BYTES } from '../../../../src/core/archive/zip-end.ts';
import { checkTail, dataStart, LOCAL_MAX_BYTES, tailBytes } from '../../../../src/core/archive/zip-local.ts';
import { codeOf } from '../../../support/code-of.ts';
import { zipBytes, type ZipEntry, type ZipHeader } from '../../../support/zip-bytes.ts';

const NAME = 'golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/x';

interface Opened {
  readonly record: ZipRecord;
  /** The file from where the entry begins. */
  readonly head: Buffer;
}

/** A zip of one entry, as its directory has it and as it lies in the file. */
function opened(entry: Partial<ZipEntry> = {}): Opened {
  const zip = zipBytes([{ name: NAME, body: 'x', ...entry }]);
  const end = parseZipEnd(zip.subarray(-ZIP_END_BYTES), zip.length);
  const [record] = parseZipDirectory(zip.subarray(end.from, end.from + end.length), end);
  if (record === undefined) throw new TypeError('no entry');
  return { record, head: zip.subarray(record.from) };
}

/** The bytes behind the data, as long as they are said to be. */
function tailOf({ record, head }: Opened): Buffer {
  const start = dataStart(record, head);
  const end = start + record.compressed;
  return head.subarray(end, end + tailBytes(record, start));
}

describe("an entry's own header", () => {
  it.each<readonly [string, Partial<ZipEntry>]>([
    ['sizes', {}],
    ['a descriptor behind the data', { descriptor: 'signed' }],
    ['extra fields', { local: { extra: Buffer.from([0x55, 0x54, 1, 0, 0]) } }],
  ])('with %s says where the data begin', (_, entry) => {
    const { record, head } = opened(entry);
    const start = dataStart(record, head);
    expect(start).toBe(30 + Buffer.byteLength(NAME) + (entry.local?.extra?.length ?? 0));
    expect(start).toBeLessThanOrEqual(LOCAL_MAX_BYTES);
  });

  it.each<readonly [string, Partial<ZipHeader>]>([
    ['another name', { name: `${NAME.slice(0, -1)}y` }],
    ['a longer name', { name: `${NAME}y` }],
    ['other flags', { flags: 2 }],
    ['another method', { method: 0 }],
    ['another CRC', { crc: 1 }],
    ['another packed size', { compressed: 9 }],
    ['another size', { size: 9 }],
    ['no sizes, though nothing says that they follow', { crc: 0, compressed: 0, size: 0 }],
    ['a zip64 field', { extra: Buffer.from([1, 0, 0, 0]) }],
    ['a cut-off field', { extra: Buffer.from([0x55, 0x54, 9, 0]) }],
  ])('is refused with %s', async (_, local) => {
    // The directory leaves room, so that nothing but the header is wrong.
    const { record, head } = opened({ local, padding: Buffer.alloc(64) });
    expect(await codeOf(() => dataStart(record, head))).toBe('archive-hostile');
  });

  it.each([
    ['is not there', (head: Buffer) => Buffer.alloc(head.length)],
    ['is cut off', (head: Buffer) => head.subarray(0, 29)],
    ['has a name that is cut off', (head: Buffer) => head.subarray(0, 40)],
  ])('is refused when it %s', async (_, cut) => {
    const { record, head } = opened();
    expect(await codeOf(() => dataStart(record, cut(head)))).toBe('archive-hostile');
  });

  it('may say half of what follows only as the directory says it', async () => {
    const whole = opened({
      descriptor: 'signed',
      local: { crc: opened().record.crc, compressed: 3, size: 1 },
    });
    expect(dataStart(whole.record, whole.head)).toBe(30 + NAME.length);
    const half = opened({ descriptor: 'signed', local: { size: 1 } });
    expect(await codeOf(() => dataStart(half.record, half.head))).toBe('archive-hostile');
  });
});

describe('what lies behind the data', () => {
  it.each<readonly [string, Partial<ZipEntry>, number]>([
    ['nothing', {}, 0],
    ['a descriptor with its signature', { descriptor: 'signed' }, 16],
    ['a descriptor without', { descriptor: 'bare' }, 12],
  ])('may be %s', (_, entry, length) => {
    const made = opened(entry);
    const tail = tailOf(made);
    expect(tail).toHaveLength(length);
    expect(() => checkTail(made.record, tail)).not.toThrow();
  });

  it.each<readonly [string, Partial<ZipEntry>]>([
    ['bytes where none belong', { padding: Buffer.alloc(16) }],
    ['no descriptor where one belongs', { descriptor: 'signed', tail: Buffer.alloc(0) }],
    ['half a descriptor', { descriptor: 'signed', tail: Buffer.alloc(8) }],
    ['a descriptor and more', { descriptor: 'signed', padding: Buffer.alloc(1) }],
  ])('is refused: %s', async (_, entry) => {
    expect(await codeOf(() => tailOf(opened(entry)))).toBe('archive-hostile');
  });

  it.each([
    ['signature', 0],
    ['CRC', 4],
    ['packed size', 8],
    ['size', 12],
  ])('is refused with another %s', async (_, at) => {
    const made = opened({ descriptor: 'signed' });
    const tail = Buffer.from(tailOf(made));
    tail.writeUInt8(tail.readUInt8(at) ^ 1, at);
    expect(await codeOf(() => checkTail(made.record, tail))).toBe('archive-hostile');
  });
});
