import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expectRefused, GOOD, placeArchive, readOnly } from '../support/hostile-archive.ts';
import { paxEntry, tarBytes, tarEntries, tarGz, type TarEntry } from '../support/tar-bytes.ts';
import { segment, withZeros } from '../support/zeros.ts';

const MIB = 1024 * 1024;

describe('bombs are refused', () => {
  it('3 GB of zeros behind the end, after a fraction of them', async () => {
    const bytes = withZeros(tarBytes(GOOD), 3000);
    const { code, message, left, read } = await placeArchive(bytes);
    expect({ code, left }).toEqual({ code: 'archive-hostile', left: [] });
    expect(message).toContain('goes on with zeros behind its end');
    expect(read).toBeLessThan(bytes.length / 2);
  });

  it('3 GB of zeros instead of an end', async () => {
    await expectRefused(withZeros(tarEntries(GOOD), 3000), /goes on with zeros behind its end/);
  });

  it.each<readonly [string, readonly TarEntry[], RegExp]>([
    [
      'an entry of a terabyte',
      [{ path: 'go/x', edit: (it) => void it.write('77777777777\0', 124) }],
      /too many bytes/,
    ],
    ['an entry above the bound', [{ path: 'go/x', size: 512 * MIB + 1 }], /too many bytes/],
  ])('%s, before its content is read', async (_, entries, why) => {
    await expectRefused(withZeros(tarEntries([...GOOD, ...entries]), 1), why);
  });

  it('five entries that are too much together', async () => {
    const head = tarEntries([...GOOD, { path: 'go/0', size: 500 * MIB }]);
    const parts = [1, 2, 3, 4].map((n) => segment(tarEntries([{ path: `go/${n}`, size: 500 * MIB }])));
    const zeros = Array<Buffer>(500).fill(segment(Buffer.alloc(MIB)));
    const bytes = Buffer.concat([
      gzipSync('').subarray(0, 10),
      segment(head),
      ...parts.flatMap((part) => [...zeros, part]),
      ...zeros,
    ]);
    expect(await readOnly(bytes)).toMatch(/^archive-hostile: .*go\/4 unpacks to too many bytes/);
  });

  it('a hundred thousand entries', async () => {
    const many = Array.from({ length: 100_001 }, (_, n): TarEntry => ({ path: `go/${n}` }));
    expect(await readOnly(gzipSync(tarEntries(many), { level: 1 }))).toBe(
      "archive-hostile: the archive's entry go/100000 is one entry too many",
    );
  });

  it('names that are too much together', async () => {
    const long = `${'x'.repeat(250)}/`.repeat(4);
    const many = Array.from({ length: 9_000 }, (_, n) => [
      paxEntry({ path: `go/${long}${n}` }),
      { path: 'x' },
    ]);
    expect(await readOnly(gzipSync(tarEntries(many.flat()), { level: 1 }))).toMatch(/is one entry too many/);
  });

  it('an archive inside the archive stays one file', async () => {
    const inner = tarGz([{ path: 'go/inner' }]);
    expect(await placeArchive(tarGz([...GOOD, { path: 'go/x.tar.gz', body: inner }]))).toMatchObject({
      code: 'ok',
    });
    await expectRefused(
      gzipSync(gzipSync(tarBytes(GOOD), { level: 0 })),
      /does not begin with a POSIX ustar header/,
    );
  });
});
