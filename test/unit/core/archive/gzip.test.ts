import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkGzipHeader, checkGzipTrailer, gzipMembers } from '../../../../src/core/archive/gzip.ts';
import { parseVersion, type Version } from '../../../../src/core/version.ts';

const hostile = expect.objectContaining({ code: 'archive-hostile' });
const CONTENT = Buffer.from('content');
const GZ = gzipSync(CONTENT);

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

describe('the frame of a gzip member', () => {
  it('is accepted as zlib writes it', () => {
    checkGzipHeader(GZ.subarray(0, 10));
    checkGzipTrailer(GZ.subarray(-8), { crc: crc32(CONTENT), size: CONTENT.length });
  });

  it('is refused with another beginning, method, or any flag', () => {
    for (const [at, value] of [
      [0, 0x1e],
      [1, 0x8a],
      [2, 7],
      ...[1, 2, 4, 8, 16, 32, 64, 128].map((flag) => [3, flag] as const),
    ] as const) {
      const header = Buffer.from(GZ.subarray(0, 10));
      header[at] = value;
      expect(() => checkGzipHeader(header)).toThrow(hostile);
    }
    expect(() => checkGzipHeader(GZ.subarray(0, 9))).toThrow(hostile);
  });

  it('is refused with another checksum or length than that of its content', () => {
    const member = { crc: crc32(CONTENT), size: CONTENT.length };
    expect(() => checkGzipTrailer(GZ.subarray(-8), { ...member, crc: 1 })).toThrow(hostile);
    expect(() => checkGzipTrailer(GZ.subarray(-8), { ...member, size: 8 })).toThrow(hostile);
    expect(() => checkGzipTrailer(GZ.subarray(-7), member)).toThrow(hostile);
  });

  it('counts its length modulo 2^32', () => {
    const member = { crc: crc32(CONTENT), size: CONTENT.length + 2 ** 32 };
    checkGzipTrailer(GZ.subarray(-8), member);
  });
});

describe('the number of members', () => {
  it('is one, but for some releases of 2016 and 2017', () => {
    const many = ['1.6.4', '1.7.3', '1.7.4', '1.7.5', '1.8beta1', '1.8beta2', '1.8rc1', '1.8rc2', '1.8rc3'];
    for (const text of many) expect(gzipMembers(version(text))).toBe('many');
    for (const text of ['1.2.2', '1.6.3', '1.7.1', '1.7.6', '1.8', '1.8.5', '1.22.5', '1.27.0']) {
      expect(gzipMembers(version(text))).toBe('one');
    }
  });
});
