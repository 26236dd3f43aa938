import { lstat, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { listing } from '../../support/set-up.ts';
import { NO_OTHER_USER, sharedRoot, type SharedRoot } from '../../support/shared-root.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.24.9', '1.22.5', '1.21.13');
const second = unless(NO_OTHER_USER);

const install = installedOnce();

async function shared(box: Sandbox): Promise<SharedRoot> {
  await install(box, '1.24.9', '1.22.5');
  return sharedRoot(box);
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
      expect((await as(['gv', 'list'])).stdout).toMatch(/^ {3}1\.24\.9 .*\n\* {2}1\.22\.5 .* global/);
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
      expect(ran.stderr).toContain('ask the administrator to run: gv install 1.21.13\n');
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

describe("a root of one's own", () => {
  unless(undefined)('never asks the user directory', async () => {
    await using server = await started();
    await using box = await sandbox({ server, signer });
    await install(box, '1.24.9', '1.22.5');
    await mkdir(join(box.home, '.config', 'gv'), { recursive: true });
    await writeFile(join(box.home, '.config', 'gv', 'version'), '1.22.5\n');
    expect((await box.run(['go', 'version'])).stdout).toContain('go1.24.9');
    await box.gv(['use', '-g', '1.24.9'], { env: { GV_USER_DIR: join(box.home, 'other') } });
    await expect(lstat(join(box.home, 'other'))).rejects.toThrow('ENOENT');
  });
});
