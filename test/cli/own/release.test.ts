import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HERE, makeReleases, type GvReleases } from '../../support/gv-releases.ts';

let releases: GvReleases;
let release: string;

beforeAll(() => {
  releases = makeReleases();
  // The one that was made last: its number is in the sources.
  release = releases.directory('0.2.0');
});
afterAll(() => releases.remove());

/** Runs the release script again where the releases were made, as another person in another place might. */
function runAgain(args: string) {
  const script = `umask 077; exec '${process.execPath}' scripts/release.ts ${args}`;
  return spawnSync('sh', ['-c', script], {
    cwd: releases.checkout,
    env: { PATH: '/usr/bin:/bin', TZ: 'Pacific/Chatham', LC_ALL: 'C', HOME: '/nonexistent' },
    encoding: 'utf8',
  });
}

describe('npm run release', () => {
  it('makes the same bytes again, under another umask, zone and environment', () => {
    expect(runAgain(`--platforms ${HERE},any`)).toMatchObject({ status: 0, stderr: '' });
    const again = join(releases.checkout, 'release');
    const names = readdirSync(release).filter((name) => name !== 'SHA256SUMS.sig');
    expect(readdirSync(again)).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(release, name))), name).toBe(true);
    }
  });

  it('packs program, Node, licences and bill of materials, owned by nobody', () => {
    const archive = join(release, `gv-0.2.0-${HERE}.tar.gz`);
    const { stdout } = spawnSync('tar', ['-tvzf', archive], { encoding: 'utf8' });
    for (const file of [
      'LICENSE',
      'README.md',
      'install.sh',
      'sbom.cdx.json',
      'lib/gv.js',
      'lib/LICENSES.txt',
      'lib/node_modules/openpgp/LICENSE',
      'runtime/node',
      'runtime/LICENSE',
    ]) {
      expect(stdout).toContain(` gv-0.2.0-${HERE}/${file}\n`);
    }
    const rows = stdout.trim().split('\n');
    expect(rows.filter((row) => !/^-rw(?:-r--r--|xr-xr-x) 0\/0 +\d+ 2000-01-01 /.test(row))).toEqual([]);
    const bare = spawnSync('tar', ['-tzf', join(release, 'gv-0.2.0-any.tar.gz')], { encoding: 'utf8' });
    expect(bare.stdout).not.toContain('/runtime/');
  });

  it('names every package of the bundle in the bill of materials, with its SHA-512 and licence', () => {
    const bill = JSON.parse(readFileSync(join(release, 'gv-0.2.0.cdx.json'), 'utf8')) as {
      readonly bomFormat: string;
      readonly specVersion: string;
      readonly components: readonly Record<string, unknown>[];
    };
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['commander', 'conf', 'openpgp', 'tar', 'undici']));
    const packages = bill.components.map(({ purl }) => purl);
    expect(new Set(packages).size).toBe(packages.length);
    for (const component of bill.components) {
      expect(component).toMatchObject({
        purl: expect.stringMatching(/^pkg:npm\/.+@\d/),
        hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
        licenses: [{ expression: expect.stringMatching(/./) }],
      });
    }
  });

  it('signs as openssl does, and sha256sum agrees with the list', () => {
    const source = readFileSync(join(releases.checkout, 'src', 'core', 'own', 'release-home.ts'), 'utf8');
    const half = /keys: \['([^']+)'\]/.exec(source)?.[1] ?? '';
    const key = createPublicKey({ key: Buffer.from(half, 'base64'), format: 'der', type: 'spki' });
    const [sums, signature] = ['SHA256SUMS', 'SHA256SUMS.sig'].map((name) =>
      readFileSync(join(release, name)),
    );
    expect(verify(null, sums ?? Buffer.alloc(0), key, signature ?? Buffer.alloc(0))).toBe(true);
    const pem = join(releases.checkout, 'public.pem');
    writeFileSync(pem, key.export({ format: 'pem', type: 'spki' }));
    const check = [
      '-verify',
      '-pubin',
      '-inkey',
      pem,
      '-rawin',
      '-in',
      'SHA256SUMS',
      '-sigfile',
      'SHA256SUMS.sig',
    ];
    expect(spawnSync('openssl', ['pkeyutl', ...check], { cwd: release })).toMatchObject({ status: 0 });
    expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: release })).toMatchObject({ status: 0 });
  });

  it('refuses to sign with a key that gv does not have, and a platform that it does not know', () => {
    const other = join(releases.checkout, 'other.pem');
    spawnSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', other]);
    const done = runAgain(`--platforms any --sign ${other}`);
    expect(done.status).toBe(1);
    expect(done.stderr).toContain('does not have the public half of this key');
    rmSync(other);
    expect(runAgain('--platforms plan9-386').stderr).toContain('no such platform');
  });
});
