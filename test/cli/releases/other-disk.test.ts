import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');
const install = installedOnce();

function started(): Promise<ReleaseServer> {
  return startReleaseServer({ releases: RELEASES, signer });
}

/** versions/ as a link to a file system of its own. */
function linkedAway(box: Sandbox): Disposable & { readonly disk: string } {
  const disk = `${box.root}-disk`;
  mkdirSync(disk);
  const mount = mounted(['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
  symlinkSync(disk, join(box.root, 'versions'));
  return { disk, [Symbol.dispose]: () => mount[Symbol.dispose]() };
}

describe('versions/ on another disk', () => {
  unless(NO_MOUNT)(
    'as a link: install, install again, uninstall and prune work, and nothing is left',
    async () => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      using away = linkedAway(box);
      const staging = join(away.disk, '.staging');
      expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
      expect(await box.gv(['install', '--force', '1.22.5'])).toMatchObject({ code: 0 });
      mkdirSync(join(staging, '1.21.12+new-1-1'));
      expect((await box.gv(['prune'])).stdout).toContain(join(box.root, 'versions', '.staging'));
      expect((await box.gv(['list'])).stdout.trim().split('\n')).toHaveLength(1);
      expect((await box.gv(['doctor', '--json'])).stdout).not.toContain('not-a-toolchain');
      expect(await box.gv(['uninstall', '--force', '1.22.5'])).toMatchObject({ code: 0 });
      expect([readdirSync(away.disk), readdirSync(staging)]).toEqual([['.staging'], []]);
    },
  );

  unless(NO_MOUNT)('as a bind mount of the same disk', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const versions = join(box.root, 'versions');
    for (const directory of [versions, `${box.root}-other`]) mkdirSync(directory);
    using _ = mounted(['--bind', `${box.root}-other`, versions]);
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
  });

  it('as a link to a disk that is not mounted: its target is named, and the hint mends it', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const disk = `${box.root}-disk`;
    symlinkSync('../root-disk/go', join(box.root, 'versions'));
    const ran = await box.gv(['install', '1.22.5']);
    expect(ran).toEqual({
      code: 6,
      stdout: '',
      stderr: [
        `gv: ${box.root}/versions is a link to ${disk}/go, which is not there`,
        `    Mount its disk, or make the directory: mkdir -p ${disk}/go`,
        '',
      ].join('\n'),
    });
    mkdirSync(join(disk, 'go'), { recursive: true });
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
  });

  unless(NO_MOUNT)('an install that fails there leaves tree and records as they were', async () => {
    await using server = await started();
    const wrong = tinyRelease('1.22.5', toolchainEntries('1.21.13'));
    await using lying = await startReleaseServer({ releases: [wrong], signer });
    await using box = await sandbox({ server, signer });
    using away = linkedAway(box);
    await box.gv(['install', '1.22.5']);
    const record = join(box.root, 'receipts', '1.22.5.json');
    const before = await readFile(record, 'utf8');
    const ran = await box.gv(['install', '--force', '1.22.5'], { env: { GV_DL_URL: lying.base } });
    expect(ran.code).toBe(5);
    // As a gv leaves it that was killed between the records and the rename.
    const stage = join(away.disk, '.staging', '1.22.5+new-1-1');
    mkdirSync(join(stage, 'go'), { recursive: true });
    renameSync(record, `${record}.moved`);
    writeFileSync(join(stage, '1.22.5.json'), before);
    expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
    expect(await readFile(record, 'utf8')).toBe(before);
    expect(readdirSync(join(away.disk, '.staging'))).toEqual([]);
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
  });
});

describe('a file system that runs no programs', () => {
  unless(NO_MOUNT)(
    'is named before anything is fetched; shims lead to gv install, which names the mount',
    async () => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      const disk = `${box.root}-disk`;
      mkdirSync(disk);
      using _ = mounted(['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
      symlinkSync(disk, join(box.root, 'versions'));
      expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
      spawnSync('mount', ['-o', 'remount,noexec', disk]);
      const go = await box.run(['go', 'version']);
      const program = join(box.root, 'versions', '1.22.5', 'bin', 'go');
      expect(go).toEqual({
        code: 127,
        stdout: '',
        stderr: `gv: Go 1.22.5 is installed, but ${program} may not be executed (set by ${box.root}/version:1); run: gv install 1.22.5\n`,
      });
      const asked = server.requestsFor('go1.22.5.linux-amd64.tar.gz').length;
      for (const args of [['install', '1.22.5'], ['install'], ['use', '1.22.5'], ['install', '1.21.13']]) {
        expect(await box.gv(args)).toMatchObject({
          code: 6,
          stderr: expect.stringContaining('mounted noexec'),
        });
      }
      expect(server.requestsFor('go1.22.5.linux-amd64.tar.gz')).toHaveLength(asked);
      expect(server.requestsFor('go1.21.13.linux-amd64.tar.gz')).toEqual([]);
      expect(readdirSync(disk).toSorted()).toEqual(['.staging', '1.22.5']);
      expect(readdirSync(join(disk, '.staging'))).toEqual([]);
    },
  );
});

describe('a bin/go that lost its mode', () => {
  it.each(sampled([[['install', '1.22.5']], [['install']], [['use']], [['use', '1.22.5']]], 2))(
    'is named by go, and gv %j places the toolchain again',
    async (args) => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      await install(box, '1.22.5', '1.21.13');
      writeFileSync(join(box.project, '.go-version'), '1.22.5\n');
      const program = join(box.root, 'versions', '1.22.5', 'bin', 'go');
      chmodSync(program, 0o644);
      const before = await box.run(['go', 'version']);
      expect(before.code).toBe(127);
      expect(before.stderr).toContain(`Go 1.22.5 is installed, but ${program} may not be executed`);
      expect(before.stderr).toContain('; run: gv install 1.22.5\n');
      const ran = await box.gv(args);
      expect(ran.code).toBe(0);
      expect(ran.stderr.split(`${program} is empty or may not be executed`)).toHaveLength(2);
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.22.5');
    },
  );

  it('is named for a line too, with the release that gv install mends', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    await install(box, '1.22.5', '1.21.13');
    chmodSync(join(box.root, 'versions', '1.22.5', 'bin', 'go'), 0o644);
    for (const asked of ['1.22', 'latest']) {
      const ran = await box.run(['go', 'version'], { env: { GV_VERSION: asked } });
      expect(ran.stderr).toMatch(/^gv: Go 1\.22\.5 is installed, but .*; run: gv install 1\.22\.5\n$/);
    }
  });
});
