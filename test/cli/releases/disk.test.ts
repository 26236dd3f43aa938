import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const BIG = tinyRelease('1.22.5', [
  ...toolchainEntries('1.22.5'),
  { path: 'go/src/big.go', body: randomBytes(1_000_000) },
]);

function mountable(): string | undefined {
  const probe = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]).status === 0;
  if (mounted) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return mounted ? undefined : 'a small file system cannot be mounted here';
}

interface SmallDisk extends Disposable {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  remount(options: string): void;
}

/** The sandbox's GV_ROOT, copied to a file system of its own. */
function smallDisk(box: Sandbox, size: string): SmallDisk {
  const root = `${box.root}-small`;
  mkdirSync(root);
  const call = (...command: readonly string[]): void => {
    const [program = '', ...args] = command;
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  };
  call('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', root);
  call('cp', '-a', `${box.root}/.`, root);
  return {
    root,
    env: { GV_ROOT: root },
    remount: (options) => call('mount', '-o', `remount,${options}`, root),
    [Symbol.dispose]: () => call('umount', '-l', root),
  };
}

const missing = mountable();

describe('a disk that is full', () => {
  unless(missing)('while downloading: exit 6 naming the path, nothing placed', async () => {
    await using server = await startReleaseServer({ releases: [BIG], signer });
    await using box = await sandbox({ server, signer });
    using disk = smallDisk(box, '500k');
    const ran = await box.gv(['install', '1.22.5'], { env: disk.env });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain(`no space left for ${join(disk.root, 'cache')}`);
    expect((await box.run(['ls', join(disk.root, 'versions')])).stdout).toBe('');
  });

  unless(missing)(
    'while unpacking: exit 6 naming the path, staging clean, and room makes it work',
    async () => {
      await using server = await startReleaseServer({ releases: [BIG], signer });
      await using box = await sandbox({ server, signer });
      using disk = smallDisk(box, '1500k');
      const ran = await box.gv(['install', '1.22.5'], { env: disk.env });
      expect(ran.code).toBe(6);
      expect(ran.stderr).toContain(`no space left for ${join(disk.root, 'staging')}`);
      const left = await box.run(['ls', join(disk.root, 'staging'), join(disk.root, 'versions')]);
      expect(left.stdout).not.toContain('1.22.5');
      disk.remount('size=8m');
      const again = await box.gv(['install', '1.22.5'], { env: disk.env });
      expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('is in the cache') });
    },
  );
});

describe('a GV_ROOT that cannot be written', () => {
  unless(missing)('is named with exit 6, whatever is tried; what is installed goes on working', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5', '1.21.13'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.21.13', '-q']);
    using disk = smallDisk(box, '8m');
    disk.remount('ro');
    const commands = [
      ['install', '1.22.5'],
      ['uninstall', '--force', '1.21.13'],
      ['rehash'],
      ['use', '-g', '1.21.13'],
      ['config', 'set', 'auto-install', 'on'],
    ];
    for (const args of commands) {
      const ran = await box.gv(args, { env: disk.env });
      expect(ran, args.join(' ')).toMatchObject({ code: 6, stderr: expect.stringContaining(disk.root) });
    }
    expect(await box.gv(['list'], { env: disk.env })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1.21.13'),
    });
    expect(await box.run([join(disk.root, 'shims', 'go'), 'version'])).toMatchObject({ code: 0 });
  });
});
