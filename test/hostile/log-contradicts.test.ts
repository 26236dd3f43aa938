import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseReceipt, type Receipt } from '../../src/core/toolchain/receipt.ts';
import { moduleH1 } from '../../src/trust/log/module-h1.ts';
import { goodLog, KEY } from '../support/believer.ts';
import { ARCHIVE, installBeside, RELEASE } from '../support/hostile-release.ts';
import { leftIn } from '../support/left.ts';
import { flipped, inLookup, inTiles } from '../support/log-lies.ts';
import { MODULE, VERSION, type Lie, type TestLog } from '../support/log.ts';
import { type ModuleProxyServer, startModuleProxy } from '../support/module-proxy.ts';
import { type ReleaseServer, startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { testWorld, type TestWorld } from '../support/test-world.ts';

const signer = await newSigner();
const ENTRIES = [
  ...toolchainEntries(RELEASE),
  { path: 'go/src/go.mod', body: 'module std\n' },
  { path: 'go/test/run.go', body: 'package main\n' },
];
const BYTES = tarGz(ENTRIES);
const H1 = moduleH1(
  ENTRIES.filter((entry) => entry.type !== '5').map(({ path, body = '' }) => ({
    path: path.replace('go/', ''),
    sha256: createHash('sha256').update(body).digest('hex'),
  })),
  { module: MODULE, version: VERSION },
);
const GOOD = goodLog(VERSION, H1);
const OTHER = goodLog(VERSION, `h1:${'A'.repeat(43)}=`);

function serverOf(): Promise<ReleaseServer> {
  const file = { fileName: ARCHIVE, os: 'linux', arch: 'amd64', bytes: BYTES };
  return startReleaseServer({ releases: [{ version: RELEASE, files: [file] }], signer });
}

function passingOn(log: TestLog, lie: Lie = (_, bytes) => bytes): Promise<ModuleProxyServer> {
  return startModuleProxy({ sumdb: (path) => Promise.resolve(lie(path, log.answer(path))) });
}

function receiptIn({ layout }: TestWorld): Receipt | undefined {
  return parseReceipt(readFileSync(layout.receipt(RELEASE), 'utf8'));
}

describe('a signed archive and the checksum database', () => {
  it('agree: asked before the last byte is here, and told in the receipt', async () => {
    await using server = await serverOf();
    const asked = Promise.withResolvers<void>();
    server.set(ARCHIVE, { kind: 'held', after: BYTES.length - 10, until: asked.promise });
    await using proxy = await passingOn(GOOD, (path, bytes) => {
      if (path.startsWith('lookup/')) asked.resolve();
      return bytes;
    });
    await using world = await testWorld();
    expect(await installBeside(world, { server, signer, goproxy: proxy.url, logKey: KEY.text })).toBe('ok');
    const receipt = receiptIn(world);
    expect(receipt?.proofs.map(({ kind }) => kind)).toEqual(['digest', 'signature', 'log']);
    expect(receipt).toMatchObject({
      h1: H1,
      missing: [],
      said: { digest: 'holds', signature: 'holds', log: 'holds' },
    });
    expect(readdirSync(world.layout.toolchain(RELEASE))).toContain('test');
  });

  it.each([false, true])('contradict each other: refused, --unproven: %s', async (unproven) => {
    await using server = await serverOf();
    await using proxy = await passingOn(OTHER);
    await using world = await testWorld();
    const given = { server, signer, goproxy: proxy.url, logKey: KEY.text, unproven };
    expect(await installBeside(world, given)).toBe('log-contradicts');
    expect(await leftIn(world)).toEqual([]);
    expect(readdirSync(world.layout.cache).filter((name) => name.startsWith('go'))).toEqual([]);
  });

  it.each<readonly [string, Lie]>([
    ['log-wrong', inTiles((bytes) => flipped(bytes, 5))],
    ['log-malformed', inLookup(() => '{"error":"not today"}\n')],
  ])('are not reconciled by a database that lies: %s', async (code, lie) => {
    await using server = await serverOf();
    await using proxy = await passingOn(GOOD, lie);
    await using world = await testWorld();
    expect(await installBeside(world, { server, signer, goproxy: proxy.url, logKey: KEY.text })).toBe(code);
    expect(await leftIn(world)).toEqual([]);
  });

  it('installs without a word of it, and the receipt says so', async () => {
    await using server = await serverOf();
    await using proxy = await startModuleProxy({ mode: { kind: 'status', status: 403 } });
    await using world = await testWorld();
    expect(await installBeside(world, { server, signer, goproxy: proxy.url, logKey: KEY.text })).toBe('ok');
    const receipt = receiptIn(world);
    expect(receipt?.proofs.map(({ kind }) => kind)).toEqual(['digest', 'signature']);
    expect(receipt).toMatchObject({
      h1: H1,
      missing: [expect.stringContaining('checksum database: ')],
      said: { digest: 'holds', signature: 'holds', log: expect.stringContaining('403') },
    });
  });

  it('must agree where the user demands it, also of an installed release', async () => {
    await using server = await serverOf();
    await using silent = await startModuleProxy({ mode: { kind: 'status', status: 403 } });
    await using proxy = await passingOn(GOOD);
    await using world = await testWorld();
    const given = { server, signer, goproxy: silent.url, logKey: KEY.text };
    const demanded = { ...given, demanded: ['log'] } as const;
    expect(await installBeside(world, demanded)).toBe('log-missing');
    expect(await leftIn(world)).toEqual([]);
    expect(await installBeside(world, { ...given, demanded: ['signature'], source: 'proxy' })).toBe('usage');
    expect(await installBeside(world, given)).toBe('ok');
    expect(await installBeside(world, { ...demanded, source: 'proxy' })).not.toBe('ok');
    expect(receiptIn(world)?.proofs).toHaveLength(2);
    expect(await installBeside(world, { ...demanded, goproxy: proxy.url })).toBe('ok');
    expect(receiptIn(world)?.proofs).toHaveLength(3);
  });

  it('installs where settings keep gv from asking, and asks nobody', async () => {
    await using server = await serverOf();
    for (const goproxy of ['off', 'direct', ',']) {
      await using world = await testWorld();
      expect(await installBeside(world, { server, signer, goproxy, logKey: KEY.text })).toBe('ok');
      expect(receiptIn(world)).toMatchObject({
        h1: H1,
        said: { log: expect.stringContaining('GOPROXY names no') },
      });
    }
  });
});
