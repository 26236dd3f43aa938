import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '../../support/file-server.ts';
import { addToolchain, gvHome, installedHome, type GvHome } from '../../support/gv-home.ts';
import { HERE, makeReleases, type GvReleases } from '../../support/gv-releases.ts';
import { sampled } from '../../support/sample.ts';
import { INSTALL_SHELLS, listing } from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';
import { pathWithout, withUname } from '../../support/tool-path.ts';

const ARCHIVE = `gv-0.1.0-${HERE}.tar.gz`;

let releases: GvReleases;
let release: string;

beforeAll(() => {
  releases = makeReleases();
  release = releases.directory('0.1.0');
});
afterAll(() => releases.remove());

const installed = installedHome(async (box) => {
  expect(await box.install(release)).toMatchObject({ status: 0 });
});
afterAll(() => installed.remove());

describe.each(
  sampled(
    INSTALL_SHELLS.filter(([command = '']) => isPresent(command)).map(
      (shell) => [shell.join(' '), shell] as const,
    ),
    3,
  ),
)('the install.sh of a release, alone, in %s', (_name, shell) => {
  it.each([
    ['curl', ['wget']],
    ['wget', ['curl']],
  ])('fetches with %s the one archive for this system, and sets gv up', async (_tool, missing) => {
    using box = gvHome();
    await using server = await serveFiles(release);
    const env = { GV_INSTALL_BASE: `${server.base}/`, PATH: pathWithout(box, ...missing) };
    const input = readFileSync(join(release, 'install.sh'), 'utf8');
    const done = await box.run(
      [...shell.map((word, index) => (index === 0 ? `/usr/bin/${word}` : word)), '-s', '--', '-y'],
      { env, input },
    );
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(server.asked).toEqual([`/${ARCHIVE}`]);
    expect(await box.gv(['list'])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(box.home, '.bashrc'), 'utf8')).toContain('# added by gv');
  });
});

describe('the install.sh of a release', () => {
  it.each(
    sampled(
      [
        ['openssl', ['shasum', 'sha256sum']],
        // The other tests take it too.
        ['sha256sum', ['shasum', 'openssl']],
      ] as const,
      2,
    ),
  )('takes %s to prove what it fetched', async (_tool, missing) => {
    using box = gvHome();
    const env = { GV_INSTALL_BASE: release, PATH: pathWithout(box, ...missing) };
    expect(await box.run(['sh', join(release, 'install.sh')], { env })).toMatchObject({ status: 0 });
  });

  it('believes nothing that lies beside it or in the current directory', async () => {
    using box = gvHome();
    const trap = join(box.directory, 'trap');
    mkdirSync(join(trap, 'lib', 'shims'), { recursive: true });
    for (const name of ['gv.js', 'shims/resolve.sh', 'VERSION'])
      writeFileSync(join(trap, 'lib', name), 'evil');
    const input = readFileSync(join(release, 'install.sh'), 'utf8');
    const env = { GV_INSTALL_BASE: release };
    expect(await box.run(['sh'], { env, input, cwd: trap })).toMatchObject({ status: 0 });
    expect(readFileSync(join(box.root, 'lib', 'VERSION'), 'utf8')).toBe('0.1.0\n');
  });

  it('sets up a gv and shims that find their root through links from elsewhere', async () => {
    const box = await installed.fresh();
    const bin = join(box.directory, 'bin');
    mkdirSync(bin);
    symlinkSync(join(box.root, 'bin', 'gv'), join(bin, 'gv'));
    symlinkSync(join(box.root, 'shims', 'go'), join(bin, 'go'));
    addToolchain(box.root, '1.22.5');
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    const where = await box.run(['gv', 'where'], { env });
    expect(where).toMatchObject({ status: 0, stdout: `${box.root}/versions/1.22.5\n`, stderr: '' });
    expect(await box.run(['go', 'version'], { env })).toMatchObject({ stdout: 'go version go1.22.5\n' });
  });

  it('leaves the same state where the same gv is set up already', async () => {
    const box = await installed.fresh();
    const before = listing(box.root);
    expect(await box.install(release)).toMatchObject({ status: 0 });
    expect(listing(box.root)).toEqual(before);
  });
});

interface Refusal {
  readonly title: string;
  readonly status: number;
  readonly says: string;
  readonly env?: (box: GvHome) => Readonly<Record<string, string>>;
  readonly damage?: (site: string) => void;
}

const REFUSALS: readonly Refusal[] = [
  {
    title: 'an archive that was changed',
    status: 5,
    says: 'its SHA-256 differs',
    damage: (site) => {
      const bytes = readFileSync(join(site, ARCHIVE));
      bytes[5000] = (bytes[5000] ?? 0) ^ 1;
      writeFileSync(join(site, ARCHIVE), bytes);
    },
  },
  {
    title: 'an archive that was cut off',
    status: 5,
    says: 'its SHA-256 differs',
    damage: (site) => writeFileSync(join(site, ARCHIVE), readFileSync(join(site, ARCHIVE)).subarray(0, 9000)),
  },
  {
    title: 'an archive without end',
    status: 4,
    says: 'could not be fetched',
    damage: (site) => appendFileSync(join(site, ARCHIVE), Buffer.alloc(8_000_000)),
  },
  {
    title: 'a server without the archive',
    status: 4,
    says: 'could not be fetched',
    damage: (site) => writeFileSync(join(site, ARCHIVE.replace('0.1.0', '0.2.0')), ''),
    env: () => ({ GV_INSTALL_BASE: 'http://127.0.0.1:9/nothing' }),
  },
  {
    title: 'neither curl nor wget',
    status: 1,
    says: 'neither curl nor wget is on PATH',
    env: (box) => ({ PATH: pathWithout(box, 'curl', 'wget') }),
  },
  {
    title: 'no tool for SHA-256',
    status: 5,
    says: 'nothing can be proven',
    env: (box) => ({ PATH: pathWithout(box, 'sha256sum', 'shasum', 'openssl') }),
  },
  {
    title: 'no base',
    status: 2,
    says: 'does not say where its files lie',
    env: () => ({ GV_INSTALL_BASE: '' }),
  },
  {
    title: 'a relative base',
    status: 2,
    says: 'neither an http address',
    env: () => ({ GV_INSTALL_BASE: 'x/y' }),
  },
  {
    title: 'an ftp base',
    status: 2,
    says: 'neither an http address',
    env: () => ({ GV_INSTALL_BASE: 'ftp://x' }),
  },
  {
    title: 'an unknown system',
    status: 1,
    says: 'gv needs Node 22.19, 23.7, 24 or newer here',
    env: withUname('Plan9', '386'),
  },
  {
    title: 'an unknown arch',
    status: 1,
    says: 'gv needs Node 22.19, 23.7, 24 or newer here',
    env: withUname('Linux', 'riscv64'),
  },
];

describe('the install.sh of a release leaves nothing behind and says in one line why, with', () => {
  it.each(sampled(REFUSALS, 2))('$title', async ({ status, says, env, damage }) => {
    using box = gvHome();
    const site = join(box.directory, 'site');
    cpSync(release, site, { recursive: true });
    damage?.(site);
    await using server = await serveFiles(site);
    const all = { GV_INSTALL_BASE: server.base, ...env?.(box) };
    const done = await box.run(['sh', join(release, 'install.sh'), '-y'], { env: all });
    expect(done.status).toBe(status);
    const own = done.stderr.split('\n').filter((line) => line.startsWith('install.sh: '));
    expect(own).toEqual([expect.stringContaining(says)]);
    expect(listing(box.home)).toEqual([]);
  });

  it('a root that is there already: it stays as it was', async () => {
    const box = await installed.fresh();
    const before = listing(box.root);
    const site = join(box.directory, 'site');
    cpSync(release, site, { recursive: true });
    writeFileSync(join(site, ARCHIVE), 'something else');
    const env = { GV_INSTALL_BASE: site };
    expect(await box.run(['sh', join(release, 'install.sh')], { env })).toMatchObject({ status: 5 });
    expect(listing(box.root)).toEqual(before);
  });
});

describe('without a Node that a release can bring', () => {
  it('takes the archive without one, and gv runs on the Node of the system, and says in one line what it needs without any', async () => {
    using box = gvHome();
    await using server = await serveFiles(release);
    const { PATH = '' } = withUname('Linux', 'riscv64')(box);
    const env = { PATH, GV_INSTALL_BASE: server.base, GV_NODE: process.execPath };
    const done = await box.run(['sh', join(release, 'install.sh')], { env });
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout).toContain('gv will run on GV_NODE or on the Node it finds on PATH');
    expect(server.asked).toEqual(['/gv-0.1.0-any.tar.gz']);
    expect(existsSync(join(box.root, 'runtime', 'node'))).toBe(false);
    expect(await box.gv(['list'], { env: { GV_NODE: process.execPath } })).toMatchObject({
      status: 0,
      stderr: '',
    });
    const bare = await box.gv(['list'], { env: { PATH } });
    expect(bare).toMatchObject({ status: 1, stdout: '' });
    expect(bare.stderr).toMatch(/^gv: gv needs Node 22\.19, 23\.7, 24 or newer for this[^\n]*\n$/);
    const old = join(box.directory, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'node'), '#!/bin/sh\necho v22.18.0\n');
    chmodSync(join(old, 'node'), 0o755);
    const path = `${old}:${PATH}`;
    expect(await box.gv(['list'], { env: { PATH: path } })).toMatchObject({ status: 1, stderr: bare.stderr });
  });
});
