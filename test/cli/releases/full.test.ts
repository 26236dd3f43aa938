import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { believer, ENTRIES, proxyWith } from '../../support/believer.ts';
import { filledOnce } from '../../support/filled-once.ts';
import { killedAtRename } from '../../support/killed-at-rename.ts';
import { startOfficialHosts } from '../../support/official-hosts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { stride } from '../../support/sample.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { tinyRelease } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';
import { logProxy, NAME, TREE } from '../../support/unsigned-release.ts';

const signer = await newSigner();
/** What the log has of the module, and `test` besides, as archives have. */
const RELEASE = tinyRelease('1.22.5', [
  ...ENTRIES.map(({ name, body = '' }) => ({
    // A module has no go.mod below its own.
    path: `go/${name.split('/').slice(2).join('/').replace('_go.mod', 'go.mod')}`,
    body: body.toString(),
    mode: /\/(?:bin|tool)\//.test(name) ? 0o755 : 0o644,
  })),
  { path: 'go/test/run.go', body: 'package main\n' },
]);
const ZIP_NAME = 'v0.0.1-go1.22.5.linux-amd64.zip';
const installZip = filledOnce((box) => box.gv(['install', '--source', 'proxy', '1.22.5', '-q']));
const missing = spawnSync('strace', ['-V']).status === 0 ? undefined : 'strace is not installed';

async function archiveOf(box: Sandbox): Promise<string> {
  const receipt: unknown = JSON.parse(await readFile(join(box.root, 'receipts', '1.22.5.json'), 'utf8'));
  return (receipt as { readonly archive: string }).archive;
}

function topOf(box: Sandbox): Promise<readonly string[]> {
  return readdir(join(box.root, 'versions', '1.22.5'));
}

/** Whether receipt, manifest and tree are of one and the same install. */
async function expectTrueRecords(box: Sandbox): Promise<void> {
  const isZip = (await archiveOf(box)) === ZIP_NAME;
  expect((await topOf(box)).includes('test')).toBe(!isZip);
  const check = `cd '${join(box.root, 'versions', '1.22.5')}' && sha256sum --quiet -c ../../receipts/1.22.5.sha256`;
  expect(await box.run(['sh', '-c', check])).toMatchObject({ code: 0 });
}

describe('gv install --full', () => {
  it('puts the official archive in the place of a module zip, and does nothing the second time', async () => {
    await using proxy = await proxyWith();
    await using server = await startReleaseServer({ releases: [RELEASE], signer });
    await using box = await believer(proxy, { GV_DL_URL: server.base }, { signer });
    await installZip(box);
    expect((await box.gv(['list'])).stdout).toContain('module zip');
    const plain = await box.gv(['install', '1.22.5']);
    expect(plain).toMatchObject({ code: 0, stderr: expect.stringContaining('already installed') });
    expect(await archiveOf(box)).toBe(ZIP_NAME);

    const ran = await box.gv(['install', '--full', '1.22.5'], { env: { GV_SOURCE: 'proxy' } });
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`...${signer.fingerprint.slice(-8)}`),
    });
    expect(await archiveOf(box)).toBe('go1.22.5.linux-amd64.tar.gz');
    expect(await topOf(box)).toContain('test');
    await expectTrueRecords(box);
    expect((await box.gv(['list'])).stdout).not.toContain('module zip');

    const before = server.requests.length;
    for (const query of ['1.22.5', '1.22']) {
      const again = await box.gv(['install', '--full', query]);
      expect(again).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('is the official archive already'),
      });
    }
    expect(server.requests.slice(before).filter(({ path }) => path.endsWith('.gz'))).toEqual([]);
  });

  it('installs the archive of what is not there yet', async () => {
    await using server = await startReleaseServer({ releases: [RELEASE], signer });
    await using box = await believer(undefined, { GV_DL_URL: server.base }, { signer });
    expect(await box.gv(['install', '--full', '1.22'])).toMatchObject({ code: 0 });
    expect(await archiveOf(box)).toBe('go1.22.5.linux-amd64.tar.gz');
  });

  it('never asks a proxy: where the official hosts cannot be reached, all stays as it was', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    await installZip(box);
    const asked = proxy.requests.length;
    expect(await box.gv(['install', '--full', '1.22.5'])).toMatchObject({ code: 4 });
    expect(await box.gv(['install', '--full', '1.22.5', '--offline'])).toMatchObject({ code: 4 });
    expect(proxy.requests).toHaveLength(asked);
    await expectTrueRecords(box);
  });

  it('is refused by a wrong proof, and the module zip stays', async () => {
    await using proxy = await proxyWith();
    await using server = await startReleaseServer({ releases: [RELEASE], signer });
    server.set('go1.22.5.linux-amd64.tar.gz', { kind: 'lying-bytes', at: 100 });
    await using box = await believer(proxy, { GV_DL_URL: server.base }, { signer });
    await installZip(box);
    expect(await box.gv(['install', '--full', '1.22.5'])).toMatchObject({ code: 5 });
    expect(await archiveOf(box)).toBe(ZIP_NAME);
    await expectTrueRecords(box);
    expect((await box.run(['go', 'version'])).code).toBe(0);
  });

  it.each([
    [['--source', 'proxy', '1.22.5'], '--full means the official archive'],
    [['./go1.22.5.linux-amd64.tar.gz'], '--full fetches the official archive'],
  ])('contradicts %j', async (args, said) => {
    await using box = await believer(undefined);
    const ran = await box.gv(['install', '--full', ...args]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
  });

  unless(missing)('killed between any two steps leaves a toolchain with its own receipt', async () => {
    await using proxy = await proxyWith();
    await using server = await startReleaseServer({ releases: [RELEASE], signer });
    for (let n = 1; n < 40; n += stride(4)) {
      await using box = await believer(proxy, { GV_DL_URL: server.base }, { signer });
      await installZip(box);
      const ran = await killedAtRename(box, n, ['install', '--full', '1.22.5', '-q']);
      expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
      await expectTrueRecords(box);
      expect(await readdir(join(box.root, 'staging'))).toEqual([]);
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
      if (ran.code === 0) {
        expect(await archiveOf(box)).toBe('go1.22.5.linux-amd64.tar.gz');
        return;
      }
    }
    expect.unreachable('the replacement never came to its end');
  });
});

describe('gv install --full of a release that was never signed', () => {
  it('is refused where only the checksum database proves it; the proven part is not called whole', async () => {
    await using proxy = await logProxy();
    await using server = await startReleaseServer({ releases: [tinyRelease(NAME, TREE)] });
    await using hosts = await startOfficialHosts({ releases: [tinyRelease(NAME, TREE)] });
    await using box = await believer(proxy, hosts.env);
    const foreign = { env: { GV_DL_URL: server.base } };
    const refused = await box.gv(['install', '--full', NAME], foreign);
    expect(refused).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(`go ${NAME} cannot be had whole`),
    });
    expect(await readdir(join(box.root, 'versions'))).not.toContain(NAME);
    expect(await box.gv(['install', NAME], foreign)).toMatchObject({ code: 0 });
    expect(await box.gv(['install', '--full', NAME], foreign)).toMatchObject({ code: 5 });
    // The official index proves all of it.
    expect(await box.gv(['install', '--full', NAME])).toMatchObject({ code: 0 });
    expect(await readdir(join(box.root, 'versions', NAME))).toContain('test');
    const again = await box.gv(['install', '--full', NAME]);
    expect(again.stderr).toContain('is the official archive already');
  });
});
