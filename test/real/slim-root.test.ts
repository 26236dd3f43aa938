import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { runDockerfile } from '../support/dockerfile.ts';
import { blocks } from '../support/markdown.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox } from '../support/sandbox.ts';
import { slimDebian } from '../support/slim-root.ts';
import { toolchainEntries } from '../support/tar-bytes.ts';
import { tinyRelease, tinyReleases } from '../support/toolchains.ts';
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

  unless(slim.missing)('is right about sudo, su - and a shell that inherits', async () => {
    const PATH = '/opt/gv/shims:/opt/gv/bin:/usr/bin:/bin';
    const inside = (script: string) => slim.inside(['/bin/sh', '-c', script], { PATH });
    // Another account has to pass the root directory too.
    chmodSync(slim.folder, 0o755);
    const version = 'go version go1.22.5 linux/amd64 (test)\n';
    expect(await inside('sh -c "go version"')).toMatchObject({ stdout: version });
    const plain = await inside('sudo -u nobody go version');
    expect([plain.status, plain.stderr]).toEqual([1, expect.stringContaining('go: command not found')]);
    const { stdout } = await inside('sudo -u nobody sh -c \'echo "$PATH"\'');
    expect(stdout).toBe('/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n');
    expect(await inside('sudo -u nobody env "PATH=$PATH" go version')).toMatchObject({ stdout: version });
    expect(await inside('sudo -u nobody /opt/gv/shims/go version')).toMatchObject({ stdout: version });
    const su = 'su -s /bin/sh - nobody -c "command -v go"';
    expect((await inside(su)).status).not.toBe(0);
    const written = 'gv env --format profile --write /etc/profile.d/gv.sh';
    expect(await inside(written)).toMatchObject({ status: 0 });
    expect(await inside(su)).toMatchObject({ stdout: '/opt/gv/shims/go\n' });
  });

  unless(slim.missing)(
    'builds by the Dockerfile of the recipes, whose caches stay out of the image',
    async () => {
      const page = readFileSync(inCheckout('docs', 'environment', 'recipes.md'), 'utf8');
      const [dockerfile = ''] = blocks(page, 'dockerfile');
      const signer = await newSigner();
      // A go that shows what it was asked, and leaves a file in the module cache.
      const script =
        '#!/bin/sh\necho "$GOTOOLCHAIN $*"\n[ "$1" = mod ] && touch "$HOME/go/pkg/mod/m"\nls "$HOME/go/pkg/mod"\n';
      const entries = [
        ...toolchainEntries('1.23.4').filter(({ path }) => path !== 'go/bin/go'),
        { path: 'go/bin/go', mode: 0o755, body: script },
      ];
      await using server = await startReleaseServer({ releases: [tinyRelease('1.23.4', entries)], signer });
      await using box = await sandbox();
      writeFileSync(join(slim.folder, 'opt', 'gv', 'keyring.asc'), signer.publicKey, { mode: 0o644 });
      const config = JSON.stringify({ keyring: '/opt/gv/keyring.asc' });
      writeFileSync(join(slim.folder, 'opt', 'gv', 'config.json'), config, { mode: 0o644 });
      writeFileSync(join(box.project, '.go-version'), '1.23.4\n');
      writeFileSync(join(box.project, 'go.mod'), 'module shop\n\ngo 1.22\n');
      writeFileSync(join(box.project, 'main.go'), 'package main\n');
      const env = { HOME: '/root', PATH: '/usr/bin:/bin', GV_DL_URL: server.base, GOPROXY: 'off' };
      const runs = await runDockerfile(slim, dockerfile, { context: box.project, env });
      expect(runs.map(({ line, status, stderr }) => [line, status === 0 ? 0 : stderr])).toEqual(
        dockerfile.split('\n').flatMap((line) => (line.startsWith('RUN ') ? [[line, 0]] : [])),
      );
      expect(runs.slice(1).map(({ stdout }) => stdout)).toEqual([
        'local mod download\nm\n',
        'local build -o /app .\nm\n',
      ]);
      expect(await readdir(join(slim.folder, 'root', 'go', 'pkg'))).toEqual([]);
      expect((await readdir(join(slim.folder, 'src'))).toSorted()).toEqual([
        '.go-version',
        'go.mod',
        'main.go',
      ]);
    },
  );
});
