import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { installReusing } from '../support/install-reusing.ts';
import { BASE, ENTRIES, proxyWithRanges, wholesAsked, withCrc } from '../support/reusing.ts';
import { zipBytes } from '../support/zip-bytes.ts';

const FILE = 'src/large/03.bin';
const SMALL = 'src/fmt/print.go';

/** Gives a file another content with the same size and CRC-32. */
function forge(path: string): void {
  const good = readFileSync(path);
  const forged = withCrc(Buffer.alloc(good.length, 'evil '), crc32(good));
  if (forged.equals(good) || crc32(forged) !== crc32(good)) throw new Error('no forgery');
  writeFileSync(path, forged);
}

describe('a file of the installed toolchain with the size and the CRC of the released one, and another content', () => {
  it('ends in no toolchain: the whole zip is downloaded once, proven, and names the file', async () => {
    await using proxy = await proxyWithRanges();
    let placed: readonly Buffer[] = [];
    const ended = await installReusing({
      proxy,
      before: (goroot) => [FILE, SMALL].forEach((path) => forge(join(goroot, path))),
      afterwards: ({ layout }) => {
        placed = [FILE, SMALL].map((path) => readFileSync(join(layout.toolchain('1.22.5'), path)));
      },
    });
    expect(ended.code).toBe('ok');
    expect(ended.said).toEqual([
      expect.stringMatching(/^the checksum database has another h1 than .*; downloading all of it$/),
      expect.stringMatching(
        `versions/${BASE} has files of another content than released, with the same size and CRC: ${SMALL}, ${FILE}; gv verify ${BASE}`,
      ),
    ]);
    expect(ended.receipt?.reused).toBeUndefined();
    expect(placed.map((bytes) => bytes.includes('evil'))).toEqual([false, false]);
    expect(wholesAsked(proxy)).toBe(1);
  });

  it('is not taken with --unproven either, where nothing but the CRC would speak for it', async () => {
    await using proxy = await proxyWithRanges();
    let placed = Buffer.from('evil');
    const ended = await installReusing({
      proxy,
      unproven: true,
      before: (goroot) => forge(join(goroot, FILE)),
      afterwards: ({ layout }) => {
        placed = readFileSync(join(layout.toolchain('1.22.5'), FILE));
      },
    });
    expect(ended).toMatchObject({ code: 'ok', said: [] });
    expect(placed.includes('evil')).toBe(false);
  });
});

describe('a server whose zip is not the recorded one', () => {
  it('is refused after the whole of it was looked at, and no installed file is accused', async () => {
    const other = ENTRIES.map((entry) => (entry.name.endsWith('/01.bin') ? { ...entry, body: 'x' } : entry));
    await using proxy = await proxyWithRanges({ zip: zipBytes(other) });
    let left: readonly string[] = ['?'];
    const ended = await installReusing({
      proxy,
      afterwards: ({ layout }) => {
        left = [layout.staging, layout.versions, layout.cache].flatMap((path) => readdirSync(path));
      },
    });
    expect(ended).toMatchObject({ code: 'log-wrong', said: [expect.stringContaining('another h1')] });
    expect(left.filter((name) => name.includes('1.22.5'))).toEqual([]);
  });
});
