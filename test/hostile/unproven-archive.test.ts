import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ARCHIVE, installRelease, longArchive, RELEASE } from '../support/hostile-release.ts';
import { leftIn } from '../support/left.ts';
import type { Mode } from '../support/release-modes.ts';
import { type ReleaseServer, startReleaseServer } from '../support/release-server.ts';
import { newSigner, type TestSigner } from '../support/release-signing.ts';
import { type Seen, seenUnproven } from '../support/seen-unproven.ts';
import { testWorld, type TestWorld } from '../support/test-world.ts';

const signer = await newSigner();
const stranger = await newSigner('Somebody else');
const BYTES = longArchive(4);
const HALF = Math.floor(BYTES.length / 2);
const OF_OTHER_BYTES = Buffer.from(await signer.sign(Buffer.from('other')));
const OF_A_STRANGER = Buffer.from(await stranger.sign(BYTES));

function serverOf(bytes: Uint8Array = BYTES, by: TestSigner = signer): Promise<ReleaseServer> {
  const file = { fileName: ARCHIVE, os: 'linux', arch: 'amd64', bytes };
  return startReleaseServer({ releases: [{ version: RELEASE, files: [file] }], signer: by });
}

/** Holds the last bytes back until the rest is unpacked and was looked at; gives what there was at that moment. */
async function seenOnTheWay(
  lies: Readonly<Record<string, Mode>>,
): Promise<{ readonly code: string; readonly seen: Seen; readonly left: readonly string[] }> {
  await using server = await serverOf();
  await using world = await testWorld();
  for (const [path, mode] of Object.entries(lies)) server.set(path, mode);
  const gate = Promise.withResolvers<void>();
  server.set(ARCHIVE, { kind: 'held', after: BYTES.length - 100_000, until: gate.promise });
  const installing = installRelease(world, server, signer);
  try {
    await expect.poll(() => unpackedFiles(world)).toContain('src/1');
    const seen = await seenUnproven(world);
    gate.resolve();
    const code = await installing;
    const left = code === 'ok' ? [] : [...(await leftIn(world)), ...inCache(world)];
    return { code, seen, left };
  } finally {
    gate.resolve();
  }
}

function unpackedFiles({ layout }: TestWorld): readonly string[] {
  const [stage = ''] = existsSync(layout.staging) ? readdirSync(layout.staging) : [];
  const tree = join(layout.staging, stage, 'go');
  return existsSync(tree) ? readdirSync(tree, { recursive: true, encoding: 'utf8' }) : [];
}

function inCache({ layout }: TestWorld): readonly string[] {
  return readdirSync(layout.cache).filter((name) => name.startsWith('go'));
}

function bytesInCache({ layout }: TestWorld): number {
  const part = join(layout.cache, `${ARCHIVE}.part`);
  return statSync(part, { throwIfNoEntry: false })?.size ?? 0;
}

const CLOSED: Seen = {
  stage: ['700', '700'],
  modes: ['directory 700', 'directory 755', 'file 644'],
  outside: [],
  visible: [],
};

describe('an archive that is unpacked while it arrives', () => {
  it('lies in a stage of its owner alone, is not executable, and is visible nowhere', async () => {
    expect(await seenOnTheWay({})).toEqual({ code: 'ok', seen: CLOSED, left: [] });
  });

  it.each<readonly [string, Readonly<Record<string, Mode>>, string]>([
    ['the index names another digest', { index: { kind: 'lying-digest' } }, 'digest-wrong'],
    [
      'the signature is over other bytes',
      { [`${ARCHIVE}.asc`]: { kind: 'instead', bytes: OF_OTHER_BYTES } },
      'signature-wrong',
    ],
    ['there is no signature', { [`${ARCHIVE}.asc`]: { kind: 'status', status: 404 } }, 'signature-missing'],
  ])('is gone where %s', async (_, lies, code) => {
    const { seen, ...ended } = await seenOnTheWay(lies);
    expect(seen).toEqual(CLOSED);
    expect(ended).toMatchObject({ code });
    expect(ended.left.filter((path) => path !== ARCHIVE)).toEqual([]);
  });

  it.each([
    ['its last byte', BYTES.length - 1],
    ['a byte that the reader of archives passes over, the time in the header of gzip', 5],
  ])('is refused by its digest where %s is wrong', async (_, at) => {
    await using server = await serverOf();
    await using world = await testWorld();
    server.set(ARCHIVE, { kind: 'lying-bytes', at });
    expect(await installRelease(world, server, signer)).toBe('digest-wrong');
    expect([...(await leftIn(world)), ...inCache(world)]).toEqual([]);
  });
});

describe('a signature that proves no archive', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['by a key that gv does not know', OF_A_STRANGER, 'signer-unknown'],
    ['that is none', Buffer.from('signed, honestly\n'), 'signature-malformed'],
  ])('%s ends the download before its last byte', async (_, bytes, code) => {
    await using server = await serverOf();
    await using world = await testWorld();
    server.set(`${ARCHIVE}.asc`, { kind: 'instead', bytes });
    server.set(ARCHIVE, { kind: 'held', after: HALF, until: new Promise(() => undefined) });
    expect(await installRelease(world, server, signer)).toBe(code);
    expect([...(await leftIn(world)), ...inCache(world)]).toEqual([]);
  });
});

describe('a signature that is denied when half of the archive lies in the cache', () => {
  it('takes those bytes away: another attempt must not go on from them', async () => {
    await using server = await serverOf(BYTES, stranger);
    await using world = await testWorld();
    const gate = Promise.withResolvers<void>();
    server.set(`${ARCHIVE}.asc`, { kind: 'held', after: 1, until: gate.promise });
    server.set(ARCHIVE, { kind: 'held', after: HALF, until: new Promise(() => undefined) });
    const installing = installRelease(world, server, signer);
    try {
      await expect.poll(() => bytesInCache(world)).toBeGreaterThan(0);
    } finally {
      gate.resolve();
    }
    expect(await installing).toBe('signer-unknown');
    expect(inCache(world)).toEqual([]);
  });
});

describe('an archive of which half has arrived', () => {
  const cut: Mode = {
    kind: 'sequence',
    modes: [
      { kind: 'truncated', after: HALF },
      { kind: 'status', status: 404 },
    ],
  };

  it.each<readonly [string, Mode]>([
    ['goes on', { kind: 'good' }],
    ['begins again where the server ignores ranges', { kind: 'no-ranges' }],
    [
      'is fetched once more where the rest belongs to other bytes',
      { kind: 'sequence', modes: [{ kind: 'lying-bytes', at: BYTES.length - 9_000 }, { kind: 'good' }] },
    ],
  ])('%s, and is whole', async (_, rest) => {
    await using server = await serverOf();
    await using world = await testWorld();
    server.set(ARCHIVE, cut);
    expect(await installRelease(world, server, signer)).toBe('http-status');
    expect(await leftIn(world)).toEqual([]);
    server.set(ARCHIVE, rest);
    expect(await installRelease(world, server, signer)).toBe('ok');
    const tree = readdirSync(world.layout.toolchain(RELEASE), { recursive: true });
    expect(tree).toEqual(expect.arrayContaining(['src/0', 'src/3', 'bin/go']));
    expect(readdirSync(world.layout.staging)).toEqual([]);
  });

  it('leaves nothing of other bytes that a server had under its name before', async () => {
    await using before = await serverOf(longArchive(6));
    await using server = await serverOf();
    await using world = await testWorld();
    before.set(ARCHIVE, cut);
    expect(await installRelease(world, before, signer)).toBe('http-status');
    expect(await installRelease(world, server, signer)).toBe('ok');
    const tree = readdirSync(join(world.layout.toolchain(RELEASE), 'src'));
    expect(tree).not.toContain('5');
  });
});
