import { describe, expect, it } from 'vitest';
import type { ZipFile } from '../../../../src/core/archive/zip-tree.ts';
import { agrees, zipList } from '../../../../src/core/toolchain/zip-list.ts';

const FILE: ZipFile = {
  record: {
    name: 'm@v/go.env',
    flags: 0,
    method: 8,
    crc: 7,
    compressed: 9,
    size: 10,
    from: 0,
    to: 60,
    mode: 0o644,
  },
  path: 'go/go.env',
  mode: 0o644,
};

describe('the list of a module zip', () => {
  it('has the files by their path in a GOROOT', () => {
    expect([...zipList([FILE]).keys()]).toEqual(['go.env']);
  });

  it('agrees with a file of the same size and CRC, and with no other, nor with one that went away', () => {
    const sums = { size: 10, crc: 7, sha256: '' };
    expect(agrees(FILE, sums)).toBe(true);
    expect(agrees(FILE, { ...sums, size: 11 })).toBe(false);
    expect(agrees(FILE, { ...sums, crc: 8 })).toBe(false);
    expect(agrees(FILE, undefined)).toBe(false);
  });
});
