import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { mounted, NO_MOUNT } from '../../support/mounts.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.21.13');
const ARCHIVE = 'go1.22.5.linux-amd64.tar.gz';
const install = installedOnce();

/** Takes away what an install does behind its rename, as if it had been killed there. */
function undo(box: Sandbox, names: readonly string[]): void {
  for (const name of names) rmSync(join(box.root, name), { recursive: true });
  writeFileSync(join(box.root, 'cache', ARCHIVE), 'an archive that is placed');
}

function expectFinished(box: Sandbox): void {
  expect(readdirSync(join(box.root, 'aliases'))).toEqual(['1', '1.22', 'latest', 'stable']);
  expect(readFileSync(join(box.root, 'version'), 'utf8')).toBe('1.22.5\n');
  expect(readFileSync(join(box.root, 'trust', 'archives.own.sha256'), 'utf8')).toContain(`  ${ARCHIVE}\n`);
  expect(readdirSync(join(box.root, 'cache'))).not.toContain(ARCHIVE);
}

const BEHIND = ['aliases', 'version', 'current', 'shims/go1.22.5', 'trust/archives.own.sha256'];

describe('a toolchain in place whose install was cut off', () => {
  it.each([
    [BEHIND, ['install', '1.22.5']],
    [BEHIND.filter((name) => !name.startsWith('shims')), ['install', '1.22']],
    [['aliases'], ['install']],
    [['trust/archives.own.sha256'], ['install', '1.22.5']],
  ])('without %j is finished by gv %j', async (names, args) => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await install(box, '1.22.5');
    undo(box, names);
    writeFileSync(join(box.project, '.go-version'), '1.22\n');
    expect(await box.gv(args)).toMatchObject({ code: 0 });
    expectFinished(box);
    expect(await box.run(['go', 'version'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('go1.22.5'),
    });
    const again = await box.gv(['install', '1.22.5']);
    expect(again).toEqual({ code: 0, stdout: '', stderr: 'go 1.22.5 is already installed\n' });
  });

  it('beside another one moves no global version', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    await install(box, '1.21.13', '1.22.5');
    rmSync(join(box.root, 'version'));
    expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect(readdirSync(box.root)).not.toContain('version');
  });
});

/** Fills a file system with empty files, by its number of inodes. */
const FILL = 'n=0; while touch "$1/fill.$n" 2>/dev/null; do n=$((n + 1)); done';

describe('a disk that is full behind the rename', () => {
  for (const name of ['aliases', 'trust'])
    unless(NO_MOUNT)(
      `where ${name}/ lies: what is done is told, and the named command does the rest`,
      async () => {
        await using server = await startReleaseServer({ releases: RELEASES, signer });
        await using box = await sandbox({ server, signer });
        const directory = join(box.root, name);
        mkdirSync(directory, { recursive: true });
        using _ = mounted(['-t', 'tmpfs', '-o', 'mode=755,nr_inodes=20', 'tmpfs', directory]);
        await box.gv(['list', '--remote']);
        await box.run(['sh', '-c', FILL, 'sh', directory]);
        const full = await box.gv(['install', '1.22']);
        expect(full.code).toBe(6);
        const said = 'gv: go 1.22.5 is installed and proven, but its install could not be finished';
        expect(full.stderr).toContain(`${said}: no space left for ${directory}/`);
        expect(full.stderr).toContain('    Free some space; then: gv install 1.22.5\n');
        expect((await box.run(['go1.22.5', 'version'])).stdout).toContain('go1.22.5');
        await box.run(['sh', '-c', 'rm "$1"/fill.*', 'sh', directory]);
        expect(await box.gv(['install', '1.22.5'])).toMatchObject({ code: 0 });
        expectFinished(box);
      },
    );
});

describe('gv install --force', () => {
  unless(NO_MOUNT)('that finds no room for a receipt leaves tree and records, and no stage', async () => {
    await using server = await startReleaseServer({ releases: RELEASES, signer });
    await using box = await sandbox({ server, signer });
    const receipts = join(box.root, 'receipts');
    mkdirSync(receipts);
    using _ = mounted(['-t', 'tmpfs', '-o', 'mode=755,size=64k', 'tmpfs', receipts]);
    await box.gv(['install', '1.22.5']);
    await box.run(['sh', '-c', 'cat /dev/zero >"$1"', 'sh', join(receipts, 'fill')]);
    const before = readFileSync(join(receipts, '1.22.5.json'), 'utf8');
    expect(await box.gv(['install', '--force', '1.22.5'])).toMatchObject({ code: 6 });
    expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
    expect(readFileSync(join(receipts, '1.22.5.json'), 'utf8')).toBe(before);
    expect(await box.gv(['verify', '--offline', '1.22.5'])).toMatchObject({ code: 0 });
  });

  unless(NO_MOUNT)(
    'succeeds where the old tree cannot be deleted, and nothing of that comes back',
    async () => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      await install(box, '1.22.5');
      const staging = join(box.root, 'staging');
      const inTree = join(box.root, 'versions', '1.22.5', 'mounted');
      mkdirSync(inTree);
      using unmounting = new DisposableStack();
      unmounting.use(mounted(['-t', 'tmpfs', 'tmpfs', inTree]));
      const forced = await box.gv(['install', '--force', '1.22.5']);
      expect(forced).toMatchObject({ code: 0, stderr: expect.stringContaining('+gone-') });
      const removed = await box.gv(['uninstall', '--force', '1.22.5']);
      expect(removed).toMatchObject({
        code: 6,
        stderr: expect.stringMatching(/go 1\.22\.5 is uninstalled, but \S+\+gone-\S+ cannot be deleted: /),
      });
      expect(readdirSync(join(box.root, 'versions'))).toEqual([]);
      expect(readdirSync(join(box.root, 'receipts'))).toEqual([]);
      expect(await box.gv(['rehash'])).toMatchObject({ code: 6 });
      expect(readdirSync(join(box.root, 'versions'))).toEqual([]);
      const [gone = ''] = readdirSync(staging);
      await box.run(['umount', '-l', join(staging, gone, 'mounted')]);
      unmounting.move();
      expect(await box.gv(['rehash'])).toMatchObject({ code: 0 });
      expect(readdirSync(staging)).toEqual([]);
    },
  );
});
