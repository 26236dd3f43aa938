import { describe, expect, it } from 'vitest';
import { parsePax } from '../../../../src/core/archive/pax.ts';

const parse = (text: string): unknown => parsePax(Buffer.from(text), 3);

describe('the records of an extended header', () => {
  it.each<readonly [string, unknown]>([
    ['13 path=go/x\n', { path: 'go/x' }],
    ['15 path=go/x=y\n', { path: 'go/x=y' }],
    ['15 path=go/a\nb\n', { path: 'go/a\nb' }],
    ['17 path=go/Þfoo\n', { path: 'go/Þfoo' }],
    ['20 mtime=1700000000\n', { mtime: 1_700_000_000 }],
    ['30 mtime=1700000000.999999999\n', { mtime: 1_700_000_000 }],
    ['11 mtime=0\n', { mtime: 0 }],
    ['11 atime=1\n11 ctime=2\n13 path=go/x\n', { path: 'go/x' }],
  ])('%j', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it.each<readonly [string, string]>([
    ['12 path=go/x\n', 'has a record of the wrong length'],
    ['14 path=go/x\n', 'has a record of the wrong length'],
    ['013 path=go/x\n', 'has a record of the wrong length'],
    ['path=go/x\n', 'has a record of the wrong length'],
    ['13path=go/xx\n', 'has a record of the wrong length'],
    ['13', 'has a record of the wrong length'],
    ['10000 path=x\n', 'has a record of the wrong length'],
    ['4 x\n13 path=go/x\n', 'has a record of the wrong length'],
    ['13 path=go/x\n13 path=go/y\n', 'has two records path'],
    ['10 size=1\n', 'has the record "size", which no official archive has'],
    ['14 mtime=1e30\n', 'has a malformed mtime'],
    ['12 mtime=1.\n', 'has a malformed mtime'],
    ['12 mtime=01\n', 'has a malformed mtime'],
    ['12 ctime=-1\n', 'has a malformed ctime'],
    ['8 path=\n', 'has a malformed path'],
  ])('%j is refused', (text, why) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'archive-hostile',
        message: expect.stringContaining(`an entry number 3 that ${why}`),
      }),
    );
  });
});
