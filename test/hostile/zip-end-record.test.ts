import { describe, it } from 'vitest';
import { expectRefusedZip } from '../support/hostile-module.ts';
import { moduleEntries, zipBytes, type ZipEndFields } from '../support/zip-bytes.ts';

const GOOD = moduleEntries('recorded');

describe('a zip whose end record lies is refused', () => {
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
  ])('%s', async (_, end) => {
    await expectRefusedZip(zipBytes(GOOD, end), /module zip/);
  });
});
