import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { serveFiles } from '../support/file-server.ts';
import { releaseSite } from '../support/gv-home.ts';
import { HERE, makeReleases } from '../support/gv-releases.ts';
import { startReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { rootWithoutGlibc, slimDebian } from '../support/slim-root.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const slim = slimDebian();
const musl = rootWithoutGlibc();
afterAll(() => {
  slim.remove();
  musl.remove();
});

describe('a slim Debian without Node, npm, Go and curl', () => {
  unless(slim.missing)(
    'from one fetched script to the first project, the next patch, the next gv, and nothing left',
    async () => {
      const releases = makeReleases({ versions: ['0.1.0', '0.2.0'], platforms: HERE });
      const signer = await newSigner();
      await using go = await startReleaseServer({
        releases: tinyReleases('1.22.6', '1.22.5', '1.21.13'),
        signer,
      });
      writeFileSync(join(slim.folder, 'company.asc'), signer.publicKey);
      const site = `${slim.folder}-site`;
      releaseSite(site, releases.directory('0.1.0'), {});
      await using server = await serveFiles(site);
      const { base } = server;
      const ask = (line: string) =>
        slim.inside(['sh', '-lc', line], {
          GV_INSTALL_BASE: base,
          GV_DL_URL: go.base,
          GOPROXY: 'off',
          SHELL: '/bin/sh',
        });
      const before = readdirSync(join(slim.folder, 'root'));
      const profile = readFileSync(join(slim.folder, 'root', '.profile'), 'utf8');
      try {
        expect((await ask('command -v node npm go curl')).stdout).toBe('');
        const set = await ask('wget -qO- "$GV_INSTALL_BASE/install.sh" | sh -s -- -y');
        expect(set).toMatchObject({ status: 0, stderr: '' });
        expect(set.stdout).toContain('gv 0.1.0 is set up in /root/.gv\n');
        // Each of these is a new login shell, which has read the line.
        expect(await ask('gv config set keyring /company.asc')).toMatchObject({ status: 0 });
        expect(await ask('gv install 1.22.5')).toMatchObject({ status: 0 });
        expect((await ask('go version')).stdout).toBe('go version go1.22.5 linux/amd64 (test)\n');
        const pins = 'mkdir ~/shop ~/old && cd ~/shop && gv use 1.21.13 && cd ~/old && gv use 1.22.5';
        expect(await ask(pins)).toMatchObject({
          status: 0,
          stdout: 'go 1.21.13 (/root/shop/.go-version)\ngo 1.22.5 (/root/old/.go-version)\n',
        });
        expect((await ask('cd ~/shop && go version')).stdout).toBe(
          'go version go1.21.13 linux/amd64 (test)\n',
        );
        expect((await ask('cat ~/shop/.go-version')).stdout).toBe('1.21.13\n');

        expect((await ask('gv outdated')).stdout).toBe(
          '1.22  1.22.5   -> 1.22.6   supported\n1.21  1.21.13  up to date  supported\n',
        );
        expect(await ask('gv upgrade')).toMatchObject({
          status: 0,
          stdout:
            'upgraded 1.22: 1.22.5 -> 1.22.6\n' +
            'moved the global version: 1.22.5 -> 1.22.6\n' +
            '/root/old/.go-version still pins 1.22.5 (there: gv use 1.22.6)\n',
        });
        expect((await ask('go version; cd ~/old; go version')).stdout).toBe(
          'go version go1.22.6 linux/amd64 (test)\ngo version go1.22.5 linux/amd64 (test)\n',
        );

        releaseSite(site, releases.directory('0.2.0'), {});
        expect(await ask('gv self-update')).toMatchObject({
          status: 0,
          stdout: 'gv 0.2.0 replaces 0.1.0 (gv self-update --rollback goes back)\n',
        });
        expect((await ask('gv --version; gv list; go version')).stdout).toMatch(
          /^gv 0\.2\.0\n.*1\.22\.6[^]*go version go1\.22\.6 /,
        );
        expect(server.asked.filter((path) => path.endsWith('.tar.gz'))).toHaveLength(2);

        expect(await ask('gv self-uninstall -y')).toMatchObject({ status: 0, stderr: '' });
        expect((await ask('command -v gv go')).stdout).toBe('');
        expect(readdirSync(join(slim.folder, 'root')).toSorted()).toEqual(
          [...before, 'old', 'shop'].toSorted(),
        );
        expect(readFileSync(join(slim.folder, 'root', '.profile'), 'utf8')).toBe(profile);
        expect(readdirSync(join(slim.folder, 'tmp'))).toEqual([]);
      } finally {
        await slim.inside(['rm', '-rf', '/root/.gv']);
        rmSync(site, { recursive: true, force: true });
        releases.remove();
      }
    },
  );
});

describe('a root without glibc, as on Alpine', () => {
  unless(musl.missing)('gets one clear line without a Node, and gv on the Node it has', async () => {
    const releases = makeReleases();
    try {
      releaseSite(join(musl.folder, 'site'), releases.directory('0.1.0'), {});
      const env = { GV_INSTALL_BASE: '/site' };
      const refused = await musl.inside(['sh', '/site/install.sh', '-y'], env);
      expect(refused).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toMatch(
        /^install\.sh: gv's own Node does not run on this system .*22\.19, 23\.7, 24 or newer here\n/,
      );
      expect(readdirSync(join(musl.folder, 'root'))).toEqual([]);

      // No Node runs here: what stands in for it says how it was called.
      const node = '#!/bin/sh\ncase $1 in --version) echo v22.19.0 ;; -e) ;; *) echo "node $*" ;; esac\n';
      writeFileSync(join(musl.folder, 'bin', 'node'), node, { mode: 0o755 });
      const set = await musl.inside(['sh', '/site/install.sh', '-y'], env);
      expect(set).toMatchObject({ status: 0, stderr: '' });
      const gv = '/root/.gv/bin/gv';
      expect(await musl.inside([gv, '--version'])).toMatchObject({
        status: 0,
        stdout: 'gv 0.1.0\n',
        stderr: '',
      });
      expect(await musl.inside([gv, 'help'])).toMatchObject({
        status: 0,
        stdout: 'node --no-warnings --disable-sigusr1 --openssl-config=/dev/null /root/.gv/lib/gv.js help\n',
      });
      const go = await musl.inside(['/root/.gv/shims/go', 'version']);
      expect(go).toMatchObject({ status: 127, stdout: '' });
      expect(go.stderr).toMatch(/^gv: [^\n]+\n$/);
      expect(await musl.inside(['sh', '/root/.gv/lib/install.sh', '--uninstall'])).toMatchObject({
        status: 0,
      });
      expect(readdirSync(join(musl.folder, 'root'))).toEqual([]);
    } finally {
      releases.remove();
    }
  });
});
