import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { slimDebian } from '../support/slim-root.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const slim = slimDebian();
afterAll(() => slim.remove());

describe('a slim Debian without libatomic', () => {
  unless(slim.missing)('runs the launcher, gv list and a toolchain with the private Node', async () => {
    const signer = await newSigner();
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.22.5', '-q']);
    await cp(box.root, join(slim.folder, 'opt', 'gv'), {
      recursive: true,
      dereference: false,
      verbatimSymlinks: true,
    });
    await cp(join(box.root, 'lib'), join(slim.folder, 'opt', 'gv', 'lib.real'), {
      recursive: true,
      dereference: true,
    });
    await cp(process.execPath, join(slim.folder, 'opt', 'gv', 'node.real'), { dereference: true });
    const inside = (...command: readonly string[]) =>
      slim.inside(command, { PATH: '/opt/gv/shims:/opt/gv/bin:/usr/bin:/bin' });
    const lay =
      'cd /opt/gv && rm lib runtime/node config.json && mv lib.real lib && mv node.real runtime/node';
    expect(await inside('sh', '-c', lay)).toMatchObject({ status: 0 });
    expect(await inside('sh', '-c', 'ls /usr/lib/*/libatomic.so.1')).toMatchObject({ stdout: '' });
    expect(await inside('gv', '--version')).toMatchObject({ status: 0, stderr: '' });
    expect(await inside('gv', 'current')).toMatchObject({ status: 0, stdout: '1.22.5\n' });
    expect(await inside('gv', 'list')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1.22.5'),
    });
    expect(await inside('go', 'version')).toMatchObject({
      status: 0,
      stdout: 'go version go1.22.5 linux/amd64 (test)\n',
    });
  });
});
