import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const folder = mkdtempSync(join(tmpdir(), 'gv-test-slim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The smallest Debian there is, in a directory: no Node, no libatomic, no curl. */
function slimDebian(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can make a root directory to change into';
  const mirror = spawnSync('sh', ['-c', "apt-get indextargets --format '$(SITE)' | head -1"], {
    encoding: 'utf8',
  });
  const site = mirror.stdout.trim();
  if (!/^https?:\/\//.test(site)) return 'apt names no Debian archive';
  const made = spawnSync('debootstrap', ['--variant=minbase', 'bookworm', folder, site], {
    timeout: 240_000,
  });
  return made.status === 0 ? undefined : 'debootstrap is not installed or its archive cannot be reached';
}

const missing = slimDebian();

describe('a slim Debian without libatomic', () => {
  unless(missing)('runs the launcher, gv list and a toolchain with the private Node', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.22.5', '-q']);
    await cp(box.root, join(folder, 'opt', 'gv'), {
      recursive: true,
      dereference: false,
      verbatimSymlinks: true,
    });
    await cp(join(box.root, 'lib'), join(folder, 'opt', 'gv', 'lib.real'), {
      recursive: true,
      dereference: true,
    });
    await cp(process.execPath, join(folder, 'opt', 'gv', 'node.real'), { dereference: true });
    const inside = (
      ...command: readonly string[]
    ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
      spawnSync(
        'chroot',
        [
          folder,
          '/usr/bin/env',
          '-i',
          'HOME=/root',
          'PATH=/opt/gv/shims:/opt/gv/bin:/usr/bin:/bin',
          ...command,
        ],
        {
          encoding: 'utf8',
        },
      );
    const lay =
      'cd /opt/gv && rm lib runtime/node config.json && mv lib.real lib && mv node.real runtime/node';
    expect(inside('sh', '-c', lay)).toMatchObject({ status: 0 });
    expect(inside('sh', '-c', 'ls /usr/lib/*/libatomic.so.1')).toMatchObject({ stdout: '' });
    expect(inside('gv', '--version')).toMatchObject({ status: 0, stderr: '' });
    expect(inside('gv', 'current')).toMatchObject({ status: 0, stdout: '1.22.5\n' });
    expect(inside('gv', 'list')).toMatchObject({ status: 0, stdout: expect.stringContaining('1.22.5') });
    expect(inside('go', 'version')).toMatchObject({
      status: 0,
      stdout: 'go version go1.22.5 linux/amd64 (test)\n',
    });
  });
});
