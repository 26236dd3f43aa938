import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { describe, expect } from 'vitest';
import { readArchive } from '../../../src/io/tar/tar-reader.ts';
import { realMaterial } from '../../support/real.ts';
import { listed, packageLister } from '../../support/tar-listing.ts';
import { withMaterial } from '../../support/unless.ts';

/** Every entry and its content, as gv reads them. */
async function readByGv(path: string): Promise<readonly string[]> {
  const lines: string[] = [];
  let hash = createHash('sha256');
  let line = (_sha256: string): string => '';
  const handle = await open(path);
  try {
    await readArchive(
      handle,
      {
        entry(entry) {
          hash = createHash('sha256');
          line = (sha256) => listed({ ...entry, sha256 });
        },
        data: (piece) => void hash.update(piece),
        entryEnd: () => void lines.push(line(hash.digest('hex'))),
      },
      { signal: new AbortController().signal },
    );
  } finally {
    await handle.close();
  }
  return lines;
}

async function readByPackage(path: string): Promise<readonly string[]> {
  const { parser, lines } = packageLister();
  await pipeline(createReadStream(path), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) parser.write(chunk);
  });
  parser.end();
  return lines;
}

describe('official archives are read as others read them', () => {
  for (const [name, entries] of [
    ['go1.19.8.src.tar.gz', 13_034],
    ['go1.24.9.linux-amd64.tar.gz', 15_738],
    ['go1.27.0.src.tar.gz', 17_324],
    ['go1.27.0.linux-amd64.tar.gz', 17_350],
  ] as const) {
    const material = realMaterial(`dist/${name}`);
    const missing = 'missing' in material ? material.missing : undefined;
    withMaterial(missing)(name, async () => {
      if ('missing' in material) return;
      const lines = await readByGv(material.path);
      expect(lines).toHaveLength(entries);
      expect(lines).toEqual(await readByPackage(material.path));
      const listing = spawnSync('tar', ['-tzf', material.path, '--quoting-style=literal'], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      const paths = lines.map((line) => JSON.parse(line.slice(0, line.indexOf('" ') + 1)) as string);
      expect(paths).toEqual(listing.stdout.trimEnd().split('\n'));
    });
  }
});
