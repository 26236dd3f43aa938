import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { moduleH1 } from '../../src/trust/log/module-h1.ts';
import { believer, goodLog, KEY } from '../support/believer.ts';
import { recordOf, testLog } from '../support/log.ts';
import { startModuleProxy } from '../support/module-proxy.ts';
import { startReleaseServer, type ReleaseServer } from '../support/release-server.ts';
import { newSigner } from '../support/release-signing.ts';
import { sandbox, type Ran, type Sandbox } from '../support/sandbox.ts';
import { listing } from '../support/set-up.ts';
import { whereIs } from '../support/shells.ts';
import { tarGz, toolchainEntries } from '../support/tar-bytes.ts';
import { tinyReleases } from '../support/toolchains.ts';
import { unless } from '../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.24.9', '1.22.5', '1.21.13');
const NOBODY = 65_534;

const missing =
  process.geteuid?.() !== 0
    ? 'only root can be another user'
    : whereIs('setpriv') === undefined
      ? 'there is no setpriv(1) to become another user'
      : undefined;
const second = unless(missing);

/** A root that the administrator filled, and the user nobody with a home of its own. */
interface Shared {
  readonly box: Sandbox;
  readonly home: string;
  readonly project: string;
  readonly as: (command: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
}

async function shared(box: Sandbox): Promise<Shared> {
  const folder = dirname(box.root);
  await chmod(folder, 0o755);
  const [home, project] = [join(folder, 'nobody'), join(folder, 'nobody', 'project')];
  await mkdir(project, { recursive: true });
  for (const path of [home, project]) await chown(path, NOBODY, NOBODY);
  await box.gv(['install', '1.24.9', '1.22.5']);
  const become = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'];
  return {
    box,
    home,
    project,
    as: (command, env = {}) =>
      box.run([...become, ...command], { cwd: project, env: { HOME: home, ...env } }),
  };
}

async function keyFile(box: Sandbox): Promise<string> {
  const path = join(box.home, 'signer.asc');
  await writeFile(path, signer.publicKey);
  return path;
}

function started(): Promise<ReleaseServer> {
  return startReleaseServer({ releases: RELEASES, signer });
}

describe('a gv that belongs to root, used by another user', () => {
  second(
    "the administrator's global version answers until the user chooses one; then theirs, for them alone",
    async () => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      const { as, home } = await shared(box);
      const before = listing(box.root);
      expect((await as(['go', 'version'])).stdout).toContain('go1.24.9');
      expect(await as(['gv', 'use', '-g', '1.22.5'])).toEqual({
        code: 0,
        stdout: `go 1.22.5 (${join(home, '.config', 'gv', 'version')})\n`,
        stderr: '',
      });
      expect((await as(['go', 'version'])).stdout).toContain('go1.22.5');
      expect((await as(['gv', 'list'])).stdout).toMatch(/^ {3}1\.24\.9 .*\n\* {2}1\.22\.5 {2}global/);
      expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
      expect(await as(['gv', 'use', '-g', '--unset'])).toMatchObject({ code: 0 });
      expect((await as(['go', 'version'])).stdout).toContain('go1.24.9');
      expect(listing(box.root)).toEqual(before);
    },
  );

  second('XDG_CONFIG_HOME and GV_USER_DIR say where; a relative one is refused, or passed over', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home } = await shared(box);
    const xdg = { XDG_CONFIG_HOME: join(home, 'xdg') };
    await as(['gv', 'use', '-g', '1.22.5'], xdg);
    expect(await readFile(join(home, 'xdg', 'gv', 'version'), 'utf8')).toBe('1.22.5\n');
    expect((await as(['go', 'version'], xdg)).stdout).toContain('go1.22.5');
    const own = { ...xdg, GV_USER_DIR: join(home, 'own dir') };
    expect((await as(['go', 'version'], own)).stdout).toContain('go1.24.9');
    await as(['gv', 'use', '-g', '1.22.5'], own);
    expect(await readFile(join(home, 'own dir', 'version'), 'utf8')).toBe('1.22.5\n');
    expect((await as(['go', 'version'], own)).stdout).toContain('go1.22.5');
    expect(await as(['gv', 'use', '-g', '1.22.5'], { GV_USER_DIR: 'here' })).toMatchObject({ code: 2 });
    expect((await as(['go', 'version'], { GV_USER_DIR: 'here' })).stdout).toContain('go1.24.9');
  });

  second("pins in the user's directories work as ever", async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, project } = await shared(box);
    expect(await as(['gv', 'use', '1.22'])).toMatchObject({ code: 0 });
    expect(await readFile(join(project, '.go-version'), 'utf8')).toBe('1.22.5\n');
    expect((await as(['go', 'version'])).stdout).toContain('go1.22.5');
  });

  second(
    'gv install says what to do, exit 6, and asks no server; so does what else would change the root',
    async () => {
      await using server = await started();
      await using box = await sandbox({ server, signer });
      const { as } = await shared(box);
      const before = listing(box.root);
      const asked = server.requests.length;
      const ran = await as(['gv', 'install', '1.21.13']);
      expect(ran).toMatchObject({ code: 6, stdout: '' });
      expect(ran.stderr).toContain(`${box.root} belongs to root`);
      expect(ran.stderr).toContain('Ask its administrator to run: gv install 1.21.13.');
      for (const args of [['uninstall', '1.22.5'], ['config', 'set', 'auto-install', 'on'], ['rehash']]) {
        expect(await as(['gv', ...args])).toMatchObject({
          code: 6,
          stderr: expect.stringContaining(`administrator to run: gv ${args.join(' ')}.`),
        });
      }
      expect(server.requests).toHaveLength(asked);
      expect(listing(box.root)).toEqual(before);
    },
  );

  second("what only reads works: lists, with a cache of the user's own, and verify", async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home } = await shared(box);
    const before = listing(box.root);
    expect((await as(['gv', 'list', '--remote'])).stdout).toContain('1.24.9');
    expect(await readdir(join(home, '.cache', 'gv'))).toContain('index.json');
    expect((await as(['gv', 'list', '--remote', '--offline'])).code).toBe(0);
    expect((await as(['gv', 'current'])).stdout).toBe('1.24.9\n');
    expect(listing(box.root)).toEqual(before);
  });

  second("a version file of the user's that is no pin fails loudly and names it", async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home } = await shared(box);
    await mkdir(join(home, '.config', 'gv'), { recursive: true });
    await writeFile(join(home, '.config', 'gv', 'version'), '../../etc\n');
    expect(await as(['go', 'version'])).toMatchObject({
      code: 127,
      stderr: expect.stringContaining(join(home, '.config', 'gv', 'version')),
    });
  });
});

describe('what a user of it learns', () => {
  second('is remembered in their own directory: the projects they chose a Go for', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home, project } = await shared(box);
    await box.gv(['use', '1.24.9']);
    expect(listing(box.root)).toContainEqual(expect.stringMatching(/^projects 100600 /));
    const before = listing(box.root);
    expect(await as(['gv', 'use', '1.22.5'])).toEqual({
      code: 0,
      stdout: `go 1.22.5 (${join(project, '.go-version')})\n`,
      stderr: '',
    });
    expect(await readFile(join(home, '.local', 'state', 'gv', 'projects'), 'utf8')).toBe(`${project}\n`);
    const own = { GV_USER_DIR: join(home, 'own') };
    expect(await as(['gv', 'use', '1.22.5'], own)).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(home, 'own', 'state', 'projects'), 'utf8')).toBe(`${project}\n`);
    expect(listing(box.root)).toEqual(before);
  });

  second('nor does a home that nobody can write to keep a choice from being made', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    const { as, home, project } = await shared(box);
    await chown(home, 0, 0);
    expect(await as(['gv', 'use', '1.22.5'])).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(join(project, '.go-version'), 'utf8')).toBe('1.22.5\n');
  });

  second(
    'of the checksum database stays with them, and never counts for less than what root knows',
    async () => {
      const subject = { module: 'golang.org/toolchain', version: 'v0.0.1-go1.8.3.linux-amd64' };
      const tree = toolchainEntries('1.8.3');
      const h1 = moduleH1(
        tree
          .filter(({ type }) => type !== '5')
          .map(({ path, body = '' }) => ({
            path: path.replace('go/', ''),
            sha256: createHash('sha256').update(body).digest('hex'),
          })),
        subject,
      );
      let log = goodLog(subject.version, h1);
      await using proxy = await startModuleProxy({ sumdb: (path) => Promise.resolve(log.answer(path)) });
      await using server = await started();
      await using box = await believer(proxy, {}, { server });
      await box.gv(['config', 'set', 'keyring', await keyFile(box)]);
      const { as, home, project } = await shared(box);
      const name = 'go1.8.3.linux-amd64.tar.gz';
      await writeFile(join(project, name), tarGz(tree));
      const before = listing(box.root);
      const verify = ['gv', 'verify', name];
      expect(await as(verify)).toMatchObject({ code: 0, stdout: expect.stringContaining('record 77') });
      expect(listing(box.root)).toEqual(before);
      const state = join(home, '.local', 'state', 'gv', 'trust', 'log');
      const [head = ''] = await readdir(state);
      expect(await as([...verify, '--offline'])).toMatchObject({ code: 0 });

      // Root is shown one history, and the user, who knows none, another.
      expect(await box.gv(['verify', join(project, name)])).toMatchObject({ code: 0 });
      await rm(join(home, '.local'), { recursive: true });
      const known = listing(box.root);
      log = testLog({
        size: 300,
        id: 77,
        key: KEY,
        version: subject.version,
        record: recordOf(subject.version, h1),
        others: new Map([[5, `example.test/evil v1.0.0 ${h1}\n`]]),
      });
      const forked = await as([...verify, '--json']);
      expect(forked).toMatchObject({ code: 5, stderr: expect.stringContaining('"log-fork"') });
      expect((await readdir(state)).toSorted()).toEqual([`${head}.fork-1`, `${head}.fork-2`]);
      expect(listing(box.root)).toEqual(known);
    },
  );
});

describe("a root of one's own", () => {
  unless(undefined)('never asks the user directory', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.24.9', '1.22.5']);
    await mkdir(join(box.home, '.config', 'gv'), { recursive: true });
    await writeFile(join(box.home, '.config', 'gv', 'version'), '1.22.5\n');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
    await box.gv(['use', '-g', '1.24.9'], { env: { GV_USER_DIR: join(box.home, 'other') } });
    await expect(lstat(join(box.home, 'other'))).rejects.toThrow('ENOENT');
  });
});
