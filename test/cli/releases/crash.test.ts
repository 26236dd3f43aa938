import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { killedAtRename } from '../../support/killed-at-rename.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { stride } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');
const SIGKILLED = 137;
const install = installedOnce();
const missing = spawnSync('strace', ['-V']).status === 0 ? undefined : 'strace is not installed';

/** What a user sees: which toolchains there are, and that each of them is whole and runs. */
async function expectSound(box: Sandbox): Promise<readonly string[]> {
  const versions = await readdir(join(box.root, 'versions')).catch(() => []);
  for (const version of versions) {
    const go = await box.run([join(box.root, 'versions', version, 'bin', 'go'), 'version']);
    expect(go.stdout).toBe(`go version go${version} linux/amd64 (test)\n`);
  }
  return versions;
}

describe('a gv that is killed between any two steps', () => {
  unless(missing)('of an install leaves all or nothing, and the next one repairs it', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    let n = 1;
    for (; n < 40; n += stride(4)) {
      await using box = await sandbox({ server, signer });
      await install(box, '1.21.13');
      const ran = await killedAtRename(box, n, ['install', '1.22.5', '-q']);
      expect(await expectSound(box)).toContain('1.21.13');
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.21.13');
      if (ran.code === 0) break;
      expect(ran.code).toBe(SIGKILLED);
      expect(await box.gv(['install', '1.22.5', '-q'])).toMatchObject({ code: 0 });
      expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
      expect(await box.run(['go1.22.5', 'version'])).toMatchObject({ code: 0 });
      expect(await readdir(join(box.root, 'staging'))).toEqual([]);
    }
    expect(n).toBeGreaterThan(8);
    expect(n).toBeLessThan(40);
  });

  unless(missing)('of a forced install never loses the toolchain that was there', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    for (let n = 1; n < 40; n += stride(4)) {
      await using box = await sandbox({ server, signer });
      await install(box, '1.22.5');
      const ran = await killedAtRename(box, n, ['install', '--force', '1.22.5', '-q']);
      if (ran.code === 0) return;
      expect(ran.code).toBe(SIGKILLED);
      // As a shim says that finds it missing; nothing has to be fetched.
      expect(await box.gv(['install', '--offline', '1.22.5'])).toMatchObject({ code: 0 });
      expect(await expectSound(box)).toEqual(['1.22.5']);
      expect(await readdir(join(box.root, 'staging'))).toEqual([]);
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    }
    expect.unreachable('the install never came to its end');
  });

  unless(missing)('of a forced install never brings back what is uninstalled after it', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    for (let n = 1; n < 40; n += stride(4)) {
      await using box = await sandbox({ server, signer });
      await install(box, '1.21.13', '1.22.5');
      const ran = await killedAtRename(box, n, ['install', '--force', '1.22.5', '-q']);
      expect(await box.gv(['uninstall', '--force', '1.22.5'])).toMatchObject({ code: 0 });
      expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
      expect(await expectSound(box)).toEqual(['1.21.13']);
      expect(await readdir(join(box.root, 'receipts'))).toEqual(['1.21.13.json', '1.21.13.sha256']);
      expect(await readdir(join(box.root, 'staging'))).toEqual([]);
      if (ran.code === 0) return;
    }
    expect.unreachable('the install never came to its end');
  });

  unless(missing)('of an uninstall leaves the toolchain whole or gone, and no link to nothing', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    for (let n = 1; n < 40; n += stride(3)) {
      await using box = await sandbox({ server, signer });
      await install(box, '1.21.13', '1.22.5');
      const ran = await killedAtRename(box, n, ['uninstall', '--force', '1.22.5']);
      await expectSound(box);
      if (ran.code === 0) return;
      expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
      expect(await readdir(join(box.root, 'staging'))).toEqual([]);
      const broken = await box.run(['find', join(box.root, 'shims'), '-xtype', 'l']);
      expect(broken.stdout).toBe('');
      expect((await box.run(['go', 'version'])).code).toBe(0);
    }
    expect.unreachable('the uninstall never came to its end');
  });
});

describe('a gv that is stopped during the download', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s ends with %i, keeps what came, and the next one resumes', async (signal, code) => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    server.set('go1.22.5.linux-amd64.tar.gz', { kind: 'stall', after: 300 });
    await using box = await sandbox({ server, signer });
    const part = join(box.root, 'cache', 'go1.22.5.linux-amd64.tar.gz.part');
    const script = `gv install 1.22.5 & until [ -s "$0" ]; do :; done; kill -${signal.slice(3)} $!; wait $!`;
    // A background job of a non-interactive shell ignores SIGINT, so bash's job control is switched on.
    const ran = await box.run(['bash', '-c', `set -m; ${script}`, part]);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain('The part that has arrived is kept: the same command goes on from there.');
    for (const name of ['versions', 'staging'])
      expect(await readdir(join(box.root, name)).catch(() => [])).toEqual([]);
    expect((await readFile(part)).length).toBeGreaterThan(0);
    server.set('go1.22.5.linux-amd64.tar.gz', { kind: 'good' });
    const again = await box.gv(['install', '1.22.5']);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('resuming') });
  });
});
