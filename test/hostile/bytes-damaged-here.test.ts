import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZIP } from '../support/believer.ts';
import type { Ended } from '../support/hostile-archive.ts';
import { installModule } from '../support/hostile-module.ts';
import { ARCHIVE, installRelease, RELEASE } from '../support/hostile-release.ts';
import { VERSION } from '../support/log.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { testWorld, type TestWorld } from '../support/test-world.ts';
import { moduleEntries, moduleFile, zipBytes } from '../support/zip-bytes.ts';

const NAME = `${VERSION}.zip`;
const DAMAGED = flipped(ZIP, 60);
const OTHER = zipBytes([...moduleEntries('recorded'), moduleFile('src/other', {})]);

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

async function laid(
  { layout }: TestWorld,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await mkdir(layout.cache, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(layout.cache, name), bytes);
}

interface Install extends Pick<Ended, 'code' | 'message'> {
  /** Downloads of the zip. */
  readonly downloads: number;
  readonly isInCache: boolean;
}

/** Installs where a file of these bytes lies in the cache, or as a part that has come to its end. */
async function installOver(bytes: Uint8Array, as: 'file' | 'part', zip?: Uint8Array): Promise<Install> {
  let [downloads, isInCache] = [0, false];
  const { code, message } = await installModule({
    ...(zip === undefined ? {} : { zip }),
    beforehand: async (world, { url }) => {
      const address = `${url}/golang.org/toolchain/@v/${NAME}`;
      const source = { url: address, validator: '"a"', total: bytes.length };
      const part = { [`${NAME}.part`]: bytes, [`${NAME}.part.json`]: JSON.stringify(source) };
      await laid(world, as === 'file' ? { [NAME]: bytes } : part);
    },
    afterwards: ({ layout }, { requests }) => {
      downloads = requests.filter(({ path }) => path.endsWith('.zip')).length;
      isInCache = existsSync(join(layout.cache, NAME)) || existsSync(join(layout.cache, `${NAME}.part`));
    },
  });
  return { code, message, downloads, isInCache };
}

const GOOD = { code: 'ok', downloads: 1, isInCache: false };

describe('a module zip that was damaged after it left its server is fetched once more', () => {
  it.each<readonly [string, Uint8Array]>([
    ['with a flipped byte', DAMAGED],
    ['cut off', ZIP.subarray(0, -100)],
    ['of zeros', Buffer.alloc(ZIP.length)],
    ['whole, with another h1', OTHER],
  ])('%s, in the cache or glued together', async (_, bytes) => {
    expect(await installOver(bytes, 'file')).toMatchObject(GOOD);
    expect(await installOver(bytes, 'part')).toMatchObject(GOOD);
  });

  it.each(['file', 'part'] as const)(
    'and only once, as a %s, where the server has no better one',
    async (as) => {
      const { message, ...ended } = await installOver(DAMAGED, as, DAMAGED);
      expect(ended).toEqual({ code: 'archive-hostile', downloads: 1, isInCache: false });
      expect(message).toMatch(/ \(from http:\/\/127\.0\.0\.1:\d+\/golang\.org\/toolchain\/@v\/.*\.zip\)$/);
    },
  );

  it('but never where it came in one answer', async () => {
    let downloads = 0;
    const zip = OTHER;
    const { code, message } = await installModule({
      zip,
      afterwards: (_, { requests }) => {
        downloads = requests.filter(({ path }) => path.endsWith('.zip')).length;
      },
    });
    expect({ code, downloads }).toEqual({ code: 'log-wrong', downloads: 1 });
    expect(message).toMatch(/ \(from http:\/\/127\.0\.0\.1:\d+\/golang\.org\//);
  });
});

describe('an archive of which no digest is known', () => {
  const BYTES = tarGz(toolchainEntries(RELEASE));

  it.each([BYTES.length - 1, Math.floor(BYTES.length / 2)])(
    'is fetched once more where the one in the cache is damaged at %d',
    async (at) => {
      const signer = await newSigner();
      const file = { fileName: ARCHIVE, os: 'linux', arch: 'amd64', bytes: BYTES };
      await using server = await startReleaseServer({
        releases: [{ version: RELEASE, files: [file] }],
        signer,
      });
      server.set('index', { kind: 'status', status: 404 });
      await using world = await testWorld({ env: { GV_MIRROR: server.origin } });
      await laid(world, { [ARCHIVE]: flipped(BYTES, at) });
      expect(await installRelease(world, server, signer)).toBe('ok');
      expect(server.requestsFor(ARCHIVE)).toHaveLength(1);
    },
  );
});
