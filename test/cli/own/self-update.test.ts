import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '../../support/file-server.ts';
import { addToolchain, installedHome, releaseSite, type GvHome } from '../../support/gv-home.ts';
import { HERE, makeReleases, resum, type GvReleases } from '../../support/gv-releases.ts';
import { statusAndCode } from '../../support/json-error.ts';
import { problemsWith } from '../../support/json-schema.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';

const ARCHIVE = `gv-0.2.0-${HERE}.tar.gz`;

let releases: GvReleases;

beforeAll(() => {
  releases = makeReleases();
});
afterAll(() => releases.remove());

const old = installedHome(async (box) => {
  expect(await box.install(releases.directory('0.1.0'))).toMatchObject({ status: 0, stderr: '' });
  addToolchain(box.root, '1.22.5');
});
afterAll(() => old.remove());

/** A home with gv 0.1.0, a toolchain, and a site that offers 0.2.0. */
async function withOld(work: (box: GvHome, site: string) => Promise<void>): Promise<void> {
  const box = await old.fresh();
  const site = releaseSite(join(box.directory, 'site'), releases.directory('0.2.0'), {
    '0.1.0': releases.directory('0.1.0'),
  });
  await work(box, site);
}

function programs(box: GvHome): readonly string[] {
  return readdirSync(join(box.root, 'program')).filter((name) => /^[0-9]/.test(name));
}

describe('gv self-update', () => {
  it('gets the newest release in one download, keeps the one before, and goes back and forward', () =>
    withOld(async (box, site) => {
      await using server = await serveFiles(site);
      const env = { GV_INSTALL_BASE: server.base };
      expect(await box.gv(['self-update', '--check'], { env })).toMatchObject({
        status: 1,
        stdout: 'gv 0.2.0 is published; this is 0.1.0 (gv self-update installs it)\n',
      });
      const done = await box.gv(['self-update'], { env });
      expect(done).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('gv 0.2.0 replaces 0.1.0'),
      });
      expect(done.stderr).toContain('signed by the release key');
      expect(server.asked.filter((path) => path.endsWith('.tar.gz'))).toEqual([`/${ARCHIVE}`]);
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
      expect((await box.gv(['list'])).stdout).toContain('1.22.5');
      expect((await box.run([join(box.root, 'shims', 'go'), 'version'])).stdout).toBe(
        'go version go1.22.5\n',
      );
      expect(programs(box)).toHaveLength(2);
      for (const name of ['staging', 'cache']) expect(readdirSync(join(box.root, name))).toEqual([]);
      expect(await box.gv(['self-update'], { env })).toMatchObject({
        status: 0,
        stdout: 'gv 0.2.0 is the newest\n',
      });

      expect(await box.gv(['self-update', '--rollback'])).toMatchObject({ status: 0, stderr: '' });
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.1.0\n');
      expect((await box.gv(['self-update', '--rollback'])).stdout).toContain('gv 0.2.0');
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
    }));

  it('reads a release from a directory, reports as JSON, and goes back to an older one only when that is named or forced', () =>
    withOld(async (box, site) => {
      for (const [args, status, data] of [
        [['--check'], 1, { from: '0.1.0', to: '0.2.0', updated: false }],
        [[], 0, { from: '0.1.0', to: '0.2.0', updated: true }],
        [['--rollback'], 0, { from: '0.2.0', to: '0.1.0', updated: true }],
        [['--rollback'], 0, { from: '0.1.0', to: '0.2.0', updated: true }],
        [[], 0, { from: '0.2.0', to: '0.2.0', updated: false }],
      ] as const) {
        const ran = await box.gv(['self-update', '--json', ...args], { env: { GV_INSTALL_BASE: site } });
        expect(ran).toMatchObject({ status, stderr: '' });
        const last: unknown = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
        expect(problemsWith(last, 'self-update')).toEqual([]);
        expect(last).toMatchObject({ data });
      }

      const before = { env: { GV_INSTALL_BASE: join(site, 'v0.1.0') } };
      expect(await box.gv(['self-update'], before)).toMatchObject({
        status: 5,
        stderr: expect.stringContaining('offers gv 0.1.0, and this is 0.2.0 already'),
      });
      expect(await statusAndCode(box.gv(['self-update', '--json'], before))).toBe('5 gv-older');
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
      const named = { env: { GV_INSTALL_BASE: site } };
      expect(await box.gv(['self-update', 'v0.1.0'], named)).toMatchObject({ status: 0 });
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.1.0\n');
      expect(await box.gv(['self-update', '--rollback'])).toMatchObject({ status: 0 });
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
      expect(await box.gv(['self-update', '--force'], before)).toMatchObject({ status: 0 });
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.1.0\n');
    }));

  it('goes on without a Node of its own where gv runs without one', () =>
    withOld(async (box, site) => {
      rmSync(join(box.root, 'runtime', 'node'));
      await using server = await serveFiles(site);
      const env = { GV_INSTALL_BASE: server.base, GV_NODE: process.execPath };
      expect(await box.gv(['self-update'], { env })).toMatchObject({ status: 0 });
      expect(server.asked).toContain('/gv-0.2.0-any.tar.gz');
      expect(server.asked).not.toContain(`/${ARCHIVE}`);
    }));

  it('takes turns: two at once both end well', () =>
    withOld(async (box, site) => {
      const env = { GV_INSTALL_BASE: site };
      const both = await Promise.all([box.gv(['self-update'], { env }), box.gv(['self-update'], { env })]);
      expect(both.map(({ status }) => status)).toEqual([0, 0]);
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.2.0\n');
    }));
});

type Damage = (site: string) => void;

const DAMAGES: readonly (readonly [string, string, Damage])[] = [
  ['no signature', '5 signature-missing', (site) => rmSync(join(site, 'SHA256SUMS.sig'))],
  [
    'a signature of another length',
    '5 signature-malformed',
    (site) => writeFileSync(join(site, 'SHA256SUMS.sig'), 'x'),
  ],
  [
    'a signature by another key',
    '5 signature-wrong',
    (site) => releases.sign(site, generateKeyPairSync('ed25519').privateKey),
  ],
  [
    'an archive that was changed, and a list to match',
    '5 signature-wrong',
    (site) => {
      appendFileSync(join(site, ARCHIVE), 'x');
      resum(site, ARCHIVE);
    },
  ],
  [
    'an archive that was changed',
    '5 digest-wrong',
    (site) => {
      const path = join(site, ARCHIVE);
      const bytes = readFileSync(path);
      bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  ],
  [
    'an archive of the release before under the new name',
    '5 digest-wrong',
    (site) => cpSync(join(releases.directory('0.1.0'), `gv-0.1.0-${HERE}.tar.gz`), join(site, ARCHIVE)),
  ],
  ['no release at all', '3 no-release', (site) => rmSync(join(site, 'SHA256SUMS'))],
  [
    'a signed list without this platform',
    '3 no-archive',
    (site) => {
      const path = join(site, 'SHA256SUMS');
      writeFileSync(path, readFileSync(path, 'utf8').replace(new RegExp(`^.*${HERE}.*\n`, 'm'), ''));
      releases.sign(site);
    },
  ],
  [
    'a signed archive that is none',
    '5 archive-hostile',
    (site) => {
      writeFileSync(join(site, ARCHIVE), gzipSync('no archive'));
      resum(site, ARCHIVE);
      releases.sign(site);
    },
  ],
];

describe('gv self-update changes nothing when it meets', () => {
  it.each(sampled(DAMAGES, 2))('%s: exit and code %s', (_title, code, damage) =>
    withOld(async (box, site) => {
      damage(site);
      const state = (): unknown =>
        ['bin', 'program', 'shims', 'versions'].map((name) => listing(join(box.root, name)));
      const before = state();
      await using server = await serveFiles(site);
      const env = { GV_INSTALL_BASE: server.base };
      expect(await statusAndCode(box.gv(['self-update', '--json'], { env }))).toBe(code);
      expect(state()).toEqual(before);
      expect((await box.gv(['--version'])).stdout).toBe('gv 0.1.0\n');
      expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
    }),
  );

  it('a release of another number than was asked for', () =>
    withOld(async (box, site) => {
      cpSync(releases.directory('0.2.0'), join(site, 'v0.3.0'), { recursive: true });
      const env = { GV_INSTALL_BASE: site };
      expect(await statusAndCode(box.gv(['self-update', '0.3.0', '--json'], { env }))).toBe(
        '5 content-wrong',
      );
    }));

  it.each(
    sampled(
      [
        [['self-update', ''], '2 usage'],
        [['self-update', '../../etc'], '2 usage'],
        [['self-update', '--rollback', '0.2.0'], '2 usage'],
        [['self-update', '--rollback'], '3 no-release'],
        [['self-update', '--offline'], '4 offline'],
      ],
      2,
    ),
  )('%j', (args, code) =>
    withOld(async (box, site) => {
      const env = { GV_INSTALL_BASE: site };
      expect(await statusAndCode(box.gv([...args, '--json'], { env }))).toBe(code);
    }),
  );

  it.each(sampled(['relative/dir', 'ftp://127.0.0.1/x', ''], 2))('GV_INSTALL_BASE=%j', (base) =>
    withOld(async (box) => {
      const env = { GV_INSTALL_BASE: base };
      expect(await statusAndCode(box.gv(['self-update', '--json'], { env }))).toBe('2 bad-config');
    }),
  );
});

describe('a gv without a release key', () => {
  it('says so before it asks any server, whatever the environment says', async () => {
    await using box = await sandbox();
    await using server = await serveFiles(releases.directory('0.2.0'));
    const env = { GV_INSTALL_BASE: server.base };
    for (const args of [[], ['--force']]) {
      const { code, stderr } = await box.gv(['self-update', '--json', ...args], { env });
      expect([code, stderr]).toEqual([5, expect.stringContaining('"no-release-key"')]);
    }
    expect(server.asked).toEqual([]);
  });
});
