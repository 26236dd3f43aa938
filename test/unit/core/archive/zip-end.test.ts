import { describe, expect, it } from 'vitest';
import {
  MODULE_ZIP_BYTES,
  parseZipEnd,
  ZIP_END_BYTES,
  type ZipEnd,
} from '../../../../src/core/archive/zip-end.ts';
import { codeOf } from '../../../support/code-of.ts';
import { failureOf } from '../../../support/failure.ts';
import { moduleEntries, zipBytes, type ZipEndFields } from '../../../support/zip-bytes.ts';

const ENTRIES = moduleEntries('recorded');

function read(zip: Uint8Array, size = zip.length): ZipEnd {
  return parseZipEnd(zip.subarray(-ZIP_END_BYTES), size);
}

describe('the end record of a zip', () => {
  it('tells where the directory lies', () => {
    const zip = zipBytes(ENTRIES);
    const { from, length, count } = read(zip);
    expect(count).toBe(ENTRIES.length);
    expect(from + length + ZIP_END_BYTES).toBe(zip.length);
    expect(zip.readUInt32LE(from)).toBe(0x02014b50);
  });

  it('is read where its bytes lie within a larger buffer', () => {
    const zip = zipBytes(ENTRIES);
    const inside = Buffer.concat([Buffer.alloc(7), zip]).subarray(7);
    expect(read(inside)).toEqual(read(zip));
  });

  it.each<readonly [string, ZipEndFields, string]>([
    ['a comment', { comment: Buffer.from('x') }, 'does not end as a zip does'],
    ['the number of another disk', { disk: 1 }, 'a part of several'],
    ['two counts', { total: ENTRIES.length + 1 }, 'a part of several'],
    ['a count that stands for zip64', { count: 0xffff, total: 1 }, 'zip64'],
    ['a total that stands for zip64', { total: 0xffff }, 'zip64'],
    ['an offset that stands for zip64', { from: 0xffffffff }, 'zip64'],
    ['a length that stands for zip64', { length: 0xffffffff }, 'zip64'],
    ['a directory elsewhere', { from: 1 }, 'in the wrong place'],
    ['bytes between directory and end', { before: Buffer.alloc(1) }, 'in the wrong place'],
    ['more entries than the directory can hold', { count: 4000 }, 'an impossible size'],
  ])('is refused with %s', async (_, end, why) => {
    const failure = await failureOf(Promise.resolve().then(() => read(zipBytes(ENTRIES, end))));
    expect(failure.code).toBe('archive-hostile');
    expect(failure.message).toContain(why);
  });

  it('is refused where it announces a comment that is not there', async () => {
    const zip = zipBytes(ENTRIES);
    zip.writeUInt16LE(1, zip.length - 2);
    expect(await codeOf(() => read(zip))).toBe('archive-hostile');
  });

  it.each([
    ['too short', zipBytes(ENTRIES).subarray(-ZIP_END_BYTES + 1)],
    ['too long', zipBytes(ENTRIES).subarray(-ZIP_END_BYTES - 1)],
    ['something else', Buffer.alloc(ZIP_END_BYTES)],
    ['nothing', Buffer.alloc(0)],
  ])('is refused when it is %s', async (_, tail) => {
    expect(await codeOf(() => parseZipEnd(tail, 10_000))).toBe('archive-hostile');
  });

  // What is no longer true of the file cannot be true of its size: the record is moved along with it.
  it("is read up to cmd/go's 500 MiB, and no further", async () => {
    const at = (size: number): ZipEnd => {
      const zip = zipBytes(ENTRIES);
      const { length } = read(zip);
      zip.writeUInt32LE(size - ZIP_END_BYTES - length, zip.length - 6);
      return read(zip, size);
    };
    expect(at(MODULE_ZIP_BYTES).count).toBe(ENTRIES.length);
    expect(await codeOf(() => at(MODULE_ZIP_BYTES + 1))).toBe('archive-hostile');
  });

  it('may claim no directory that fills the memory', async () => {
    const length = 65 * 1024 * 1024;
    const end = zipBytes([], { length, count: 1, from: 0 });
    expect(await codeOf(() => read(end, length + ZIP_END_BYTES))).toBe('archive-hostile');
    const most = 64 * 1024 * 1024;
    const fits = zipBytes([], { length: most, count: 1, from: 0 });
    expect(read(fits, most + ZIP_END_BYTES)).toEqual({ from: 0, length: most, count: 1 });
  });
});
