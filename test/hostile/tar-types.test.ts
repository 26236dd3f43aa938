import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectRefused, expectRefusedEntries, GOOD, placeArchive } from '../support/hostile-archive.ts';
import { tarEntries, tarGz, type TarEntry } from '../support/tar-bytes.ts';

const NAME_END = 99;
const [MODE, SIZE, TIME, CHECKSUM, LINK, MAGIC, UNUSED] = [100, 124, 136, 148, 157, 257, 500];

/** A file whose header was changed before its checksum was made. */
function edited(at: number, text: string): TarEntry {
  return { path: 'go/x', edit: (header) => void header.write(text, at, 'latin1') };
}

describe('entries of types that official archives do not have are refused', () => {
  it.each<readonly [string, string, RegExp]>([
    ['a file from before POSIX', '\0', /from before POSIX/],
    ['a hard link', '1', /a hard link/],
    ['a symbolic link', '2', /a symbolic link/],
    ['a character device', '3', /a character device/],
    ['a block device', '4', /a block device/],
    ['a FIFO', '6', /a FIFO/],
    ['a contiguous file', '7', /a contiguous file/],
    ['a reserved type', '8', /an unknown type/],
    ['an access control list', 'A', /an unknown type/],
    ['a directory of an incremental dump', 'D', /an unknown type/],
    ['an inode', 'I', /an unknown type/],
    ['a long link name', 'K', /a long link name of GNU tar/],
    ['a long name', 'L', /a long name of GNU tar/],
    ['a continued file', 'M', /an unknown type/],
    ['an old long name', 'N', /an unknown type/],
    ['a sparse file', 'S', /a sparse file of GNU tar/],
    ['a volume header', 'V', /an unknown type/],
    ['an old extended header', 'X', /an unknown type/],
    ['a letter of nobody', 'Q', /an unknown type/],
    ['a byte that is no letter', '\u00ff', /an unknown type/],
  ])('%s', async (_, type, why) => {
    await expectRefusedEntries([{ path: 'go/x', edit: (it) => void it.write(type, 156, 'latin1') }], why);
  });

  it.each<readonly [string, TarEntry, RegExp]>([
    ['a directory with content', { path: 'go/x/', type: '5', body: 'x' }, /a directory with content/],
    ['a directory with a size', { path: 'go/x/', type: '5', size: 512 }, /a directory with content/],
    ['a file with the target of a link', { path: 'go/x', linkTo: '/etc/passwd' }, /the target of a link/],
    ['a file with the name of a directory', { path: 'go/x/' }, /the name of a directory/],
  ])('%s', async (_, entry, why) => {
    await expectRefusedEntries([entry], why);
  });
});

describe('headers that Go does not write are refused', () => {
  it.each<readonly [string, TarEntry, RegExp]>([
    ['the magic of GNU tar', edited(MAGIC, 'ustar  \0'), /number 7 that does not begin with a POSIX ustar/],
    ['no magic, as before POSIX', edited(MAGIC, '\0'.repeat(8)), /does not begin with a POSIX ustar/],
    ['another version', edited(MAGIC, 'ustar\x0001'), /does not begin with a POSIX ustar/],
    ['a wrong checksum', { path: 'go/x', badChecksum: true }, /"go\/x" that has a damaged header/],
    ['a size in letters', edited(SIZE, 'abc\0'), /a size that is not written in octal/],
    ['a negative size', edited(SIZE, '-0000000512\0'), /a size that is not written in octal/],
    ['a size in binary', edited(SIZE, '\u0080\0\0\0\0\0\0\0\0\0\0\u0001'), /a size that is not/],
    ['a negative size in binary', edited(SIZE, '\u00ff'.repeat(12)), /a size that is not/],
    ['a size without leading zeros', edited(SIZE, '1\0\0\0\0\0\0\0\0\0\0\0'), /a size that is not/],
    ['a size behind blanks', edited(SIZE, '          1\0'), /a size that is not/],
    ['a size before a blank', edited(SIZE, '00000000001 '), /a size that is not/],
    ['a size of twelve digits', edited(SIZE, '000000000001'), /a size that is not/],
    ['a size with an 8', edited(SIZE, '00000000008\0'), /a size that is not/],
    ['no size', edited(SIZE, '\0'.repeat(12)), /a size that is not/],
    ['a size of eight gigabytes', edited(SIZE, '77777777777\0'), /too many bytes/],
    ['a mode in letters', edited(MODE, 'rwxr-xr\0'), /a mode that is not/],
    ['a time in binary', edited(TIME, '\u00ff'.repeat(12)), /a time that is not/],
    ['no time', edited(TIME, '\0'.repeat(12)), /a time that is not/],
    ['bytes behind the name', edited(NAME_END, 'x'), /bytes behind its name/],
    ['a hidden link', edited(LINK + NAME_END, 'x'), /the target of a link/],
    ['bytes behind the prefix', edited(UNUSED, 'x'), /bytes behind its header/],
    ['the end that star writes', edited(UNUSED + 8, 'tar\0'), /bytes behind its header/],
  ])('%s', async (_, entry, why) => {
    await expectRefusedEntries([entry], why);
  });

  it.each<readonly [string, (digits: string) => string]>([
    ['behind a blank instead of a zero', (digits) => ` ${digits.slice(1)}\0 `],
    ['with its blank before its NUL', (digits) => `${digits} \0`],
    ['without a blank', (digits) => `${digits}\0\0`],
  ])('a checksum that is right, written %s', async (_, form) => {
    const entries = Buffer.concat([tarEntries(GOOD), tarEntries([{ path: 'go/x' }]), Buffer.alloc(1024)]);
    const at = tarEntries(GOOD).length + CHECKSUM;
    entries.write(form(entries.toString('latin1', at, at + 6)), at, 'latin1');
    await expectRefused(gzipSync(entries), /a checksum that is not written in octal digits/);
  });
});

describe('what has no meaning for gv is not looked at', () => {
  it.each<readonly [string, TarEntry]>([
    ['owners by name', edited(265, 'gopher')],
    ['owners by number, in binary', edited(108, '\u0080\0\0\0\0\u00ff\u00ff\u00ff')],
    ['the type in the mode, as Go wrote it before 1.9', { path: 'go/x', mode: 0o100644 }],
  ])('%s', async (_, entry) => {
    expect(await placeArchive(tarGz([...GOOD, entry]))).toMatchObject({
      code: 'ok',
      left: expect.any(Array),
    });
  });
});
