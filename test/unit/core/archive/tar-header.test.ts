import { describe, expect, it } from 'vitest';
import { isZeroBlock, parseTarHeader, type TarHeader } from '../../../../src/core/archive/tar-header.ts';
import { tarEntries, type TarEntry } from '../../../support/tar-bytes.ts';

/** The header of an entry, as it lies behind something else. */
function headerOf(entry: TarEntry, mtime?: number): TarHeader {
  const bytes = Buffer.concat([Buffer.alloc(100, 0xff), tarEntries([entry])]);
  return parseTarHeader({ bytes, at: 100, number: 7 }, mtime === undefined ? undefined : { mtime });
}

const largest = (header: Buffer): void => {
  header.write('7777777\0', 100);
  header.write('7'.repeat(11), 136);
};

const refusal = (message: string): unknown => expect.objectContaining({ code: 'archive-hostile', message });

describe('a header', () => {
  it.each<readonly [string, TarEntry, TarHeader]>([
    [
      'of a file',
      { path: 'go/bin/go', body: 'xyz', mode: 0o755 },
      { type: 'File', path: 'go/bin/go', size: 3, mode: 0o755, mtime: 1_700_000_000 },
    ],
    [
      'of a directory',
      { path: 'go/', type: '5' },
      { type: 'Directory', path: 'go/', size: 0, mode: 0o755, mtime: 1_700_000_000 },
    ],
    [
      'with the largest numbers that octal digits hold',
      { path: 'go/x', edit: largest },
      { type: 'File', path: 'go/x', size: 0, mode: 0o777, mtime: 8_589_934_591 },
    ],
    [
      'with a name that fills its field, and a prefix',
      { path: 'x'.repeat(100), edit: (header) => void header.write('go/prefix', 345) },
      { type: 'File', path: `go/prefix/${'x'.repeat(100)}`, size: 0, mode: 0o644, mtime: 1_700_000_000 },
    ],
    ['of records', { path: 'x', type: 'x', body: '11 path=go\n' }, { type: 'records', size: 11 }],
  ])('%s', (_, entry, expected) => {
    expect(headerOf(entry)).toEqual(expected);
  });

  it('takes the path of the records before it, and holds their time against its own', () => {
    const bytes = tarEntries([{ path: 'go/?' }]);
    const header = parseTarHeader({ bytes, at: 0, number: 2 }, { path: 'go/Þ', mtime: 1_700_000_000 });
    expect(header).toMatchObject({ path: 'go/Þ', mtime: 1_700_000_000 });
    expect(() => headerOf({ path: 'go/x' }, 1)).toThrow(
      refusal('the archive has an entry "go/x" that has another time in its extended header'),
    );
  });

  it('is named in what is said against it, by its number where it has no name', () => {
    expect(() => headerOf({ path: 'go/x', type: '2' })).toThrow(
      refusal('the archive has an entry "go/x" that is a symbolic link'),
    );
    expect(() => headerOf({ path: '', type: '6' })).toThrow(
      refusal('the archive has an entry number 7 that is a FIFO'),
    );
    expect(() => headerOf({ path: 'go/\u001b[2J', badChecksum: true })).toThrow(
      refusal(
        'the archive has an entry "go/\\u001b[2J" that has a damaged header: its checksum does not fit',
      ),
    );
  });

  it('is 512 bytes that are not all zeros', () => {
    const bytes = Buffer.alloc(1024);
    expect(isZeroBlock(bytes, 512)).toBe(true);
    bytes[1023] = 1;
    expect(isZeroBlock(bytes, 512)).toBe(false);
    expect(isZeroBlock(bytes, 0)).toBe(true);
  });
});
