import { describe, expect, it } from 'vitest';
import { expectRefusedEntries, GOOD, placeArchive } from '../support/hostile-archive.ts';
import { paxEntry, tarGz, type TarEntry } from '../support/tar-bytes.ts';

/** The time of every entry that the tests make. */
const TIME = 1_700_000_000;
const FILE: TarEntry = { path: 'go/x', body: 'x' };

describe('records that official archives have', () => {
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a path', { path: `go/test/${'long/'.repeat(20)}Þfoo.go` }],
    ['times', { path: 'go/y', mtime: `${TIME}.123456789`, atime: '0', ctime: '1700000001.5' }],
  ])('%s', async (_, records) => {
    expect(await placeArchive(tarGz([...GOOD, paxEntry(records), FILE]))).toMatchObject({ code: 'ok' });
  });
});

describe('records that lie about what follows are refused', () => {
  it.each<readonly [string, string, RegExp]>([
    ['a length that is too short', '9 path=go/y\n', /wrong length/],
    ['a length that is too long', '99 path=go/y\n', /wrong length/],
    ['a length with a zero in front', '013 path=go/y\n', /wrong length/],
    ['a length with a sign', '+13 path=go/y\n', /wrong length/],
    ['a length in other digits', '0xd path=go/y\n', /wrong length/],
    ['a length of nothing', ' path=go/y\n', /wrong length/],
    ['a length of zero', '0 path=go/y\n', /wrong length/],
    ['a negative length', '-13 path=go/y\n', /wrong length/],
    ['a length beyond numbers', `${'9'.repeat(40)} path=go/y\n`, /wrong length/],
    ['no line feed', '12 path=go/yz', /wrong length/],
    ['no equals sign', '11 pathgoy\n', /wrong length/],
    ['no key', '9 =go/yy\n', /wrong length/],
    ['a second record cut short', '13 path=go/y\n13 mti', /wrong length/],
    ['zeros behind the records', '13 path=go/y\n\0\0\0', /wrong length/],
    ['nothing but zeros', '\0'.repeat(20), /wrong length/],
  ])('%s', async (_, body, why) => {
    await expectRefusedEntries([paxEntry(body), FILE], why);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ['a size in letters', { size: 'abc' }, /the record "size"/],
    ['a negative size', { size: '-512' }, /the record "size"/],
    ['a size of nothing', { size: '0' }, /the record "size"/],
    ['a size that is true', { size: '1' }, /the record "size"/],
    ['the target of a link', { linkpath: '/etc' }, /the record "linkpath"/],
    ['another charset', { hdrcharset: 'BINARY' }, /the record "hdrcharset"/],
    ['an owner', { uid: '0' }, /the record "uid"/],
    ['extended attributes', { 'SCHILY.xattr.security.capability': 'x' }, /the record "SCHILY/],
    ['a sparse map', { 'GNU.sparse.map': '0,1' }, /the record "GNU.sparse.map"/],
    ['a sparse name', { 'GNU.sparse.name': 'go/bin/go' }, /the record "GNU.sparse.name"/],
    ['a key of another case', { PATH: 'go/y' }, /the record "PATH"/],
    ['a key with a NUL', { 'path\0': 'go/y' }, /the record "path\\u0000"/],
    ['an empty path', { path: '' }, /a malformed path/],
    ['a path out of the tree', { path: '../../escaped' }, /lies outside go\//],
    ['an absolute path', { path: '/etc/passwd' }, /lies outside go\//],
    ['a path that climbs', { path: 'go/../../escaped' }, /not a plain relative path/],
    ['a path with a NUL', { path: 'go/x\0.go' }, /U\+0000/],
    ['a path with a line feed', { path: 'go/x\n.go' }, /U\+000A/],
    ['the path of another entry', { path: 'go/bin/go' }, /appears twice/],
    ['a path of 5000 characters', { path: `go/${'x'.repeat(5000)}` }, /extended header of 50\d\d bytes/],
    ['a path of 3000 characters', { path: `go/${'x'.repeat(3000)}` }, /too long/],
    ['a time beyond all files', { mtime: '1e30' }, /a malformed mtime/],
    ['a time that is no number', { mtime: 'NaN' }, /a malformed mtime/],
    ['a time before 1970', { mtime: '-1' }, /a malformed mtime/],
    ['a time of thirty digits', { mtime: '9'.repeat(30) }, /a malformed mtime/],
    ['a time other than the header', { mtime: '1700000001' }, /another time in its extended header/],
  ])('%s', async (_, records, why) => {
    await expectRefusedEntries([paxEntry(records), FILE], why);
  });

  it('two paths', async () => {
    const twice = '13 path=go/y\n13 path=go/z\n';
    await expectRefusedEntries([paxEntry(twice), FILE], /two records path/);
  });

  it('a path that is no UTF-8 text', async () => {
    const body = Buffer.concat([Buffer.from('13 path=go/'), Buffer.from([0xff, 0x0a])]);
    await expectRefusedEntries([{ path: 'PaxHeaders.0/x', type: 'x', body }, FILE], /no UTF-8 text/);
  });
});

describe('extended headers that official archives do not have are refused', () => {
  it.each<readonly [string, readonly TarEntry[], RegExp]>([
    ['two for one entry', [paxEntry({ path: 'go/y' }), paxEntry({ path: 'go/z' }), FILE], /second extended/],
    ['an empty one', [paxEntry(''), FILE], /extended header of 0 bytes/],
    ['one that is too long', [paxEntry('x'.repeat(5000)), FILE], /extended header of 5000 bytes/],
    [
      'one that says it has a gigabyte',
      [{ ...paxEntry({ path: 'go/y' }), size: 2 ** 30 }, FILE],
      /extended header of 1073741824 bytes/,
    ],
    ['a global one', [{ ...paxEntry({ path: 'go/y' }), type: 'g' }, FILE], /a global extended header/],
    ['one of Solaris', [{ ...paxEntry({ path: 'go/y' }), type: 'X' }, FILE], /an unknown type/],
  ])('%s', async (_, entries, why) => {
    await expectRefusedEntries(entries, why);
  });
});
