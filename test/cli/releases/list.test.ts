import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesText } from '../../../src/report/page/quantities.ts';
import { installedOnce } from '../../support/filled-once.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
/** The bytes of a release's archive. */
const bytesOf = (name: string): number => tarGz(toolchainEntries(name)).length;
const size = (name: string): string => bytesText(bytesOf(name)).padEnd(5);
const RELEASES = tinyReleases('1.23rc1', '1.22.5', '1.22.4', '1.21.13', '1.20', '1.19.13');
const server = await startReleaseServer({ releases: RELEASES, signer });
afterAll(() => server.close());
const install = installedOnce();

/** 1.21.13 is the global version. */
async function filled(): Promise<Sandbox> {
  const box = await sandbox({ server, signer });
  await install(box, '1.21.13', '1.22.5', '1.20.0', '1.23rc1');
  return box;
}

describe('gv list', () => {
  it('says where to begin when nothing is installed', async () => {
    await using box = await sandbox();
    expect(await box.gv(['list'])).toMatchObject({
      code: 0,
      stdout: 'nothing is installed yet: gv install latest\n',
    });
    expect(JSON.parse((await box.gv(['ls', '--json'])).stdout)).toEqual({
      schema: 1,
      command: 'list',
      data: { toolchains: [] },
    });
  });

  it('is sorted newest first, marks what answers here, the global one, prereleases and what has no receipt', async () => {
    await using box = await filled();
    await box.gv(['use', '1.20.0']);
    await rm(join(box.root, 'receipts', '1.22.5.json'));
    await rm(join(box.root, 'config.json'));
    const own = `signed by a key of your keyring, index of ${new URL(server.base).host}`;
    expect((await box.gv(['list'])).stdout).toBe(
      `   1.23rc1  ${size('1.23rc1')}  prerelease, ${own}\n` +
        '   1.22.5   -      no receipt\n' +
        `   1.21.13  ${size('1.21.13')}  global, ${own}\n` +
        `*  1.20.0   ${size('1.20')}  end of life, ${own}\n`,
    );
    expect((await box.gv(['list', '1.22'])).stdout).toBe('   1.22.5  -  no receipt\n');
    const { data } = JSON.parse((await box.gv(['list', '1.20', '--json'])).stdout) as { data: unknown };
    expect(data).toEqual({
      toolchains: [
        {
          version: '1.20.0',
          path: join(box.root, 'versions', '1.20'),
          here: true,
          global: false,
          prerelease: false,
          origin: 'own-key',
          moduleZip: false,
          shared: false,
          size: bytesOf('1.20'),
          update: null,
          endOfLife: true,
          index: new URL(server.base).host,
          lacks: null,
        },
      ],
    });
  });
});

describe('gv list --remote', () => {
  it('shows lines with their newest patch, support and what is installed, and one by one with --all', async () => {
    await using box = await sandbox({ server, signer });
    await box.gv(['install', '1.22.4', '-q']);
    expect((await box.gv(['list', '--remote'])).stdout).toBe(
      '1.23  1.23rc1  prerelease   official\n' +
        '1.22  1.22.5   supported    official  installed: 1.22.4\n' +
        '1.21  1.21.13  supported    official\n' +
        '1.20  1.20.0   end of life  official\n' +
        '1.19  1.19.13  end of life  official\n',
    );
    const all = (await box.gv(['ls-remote', '--all'])).stdout.split('\n');
    expect(all[2]).toMatch(/^\* {2}1\.22\.4 +\d+ B +official$/);
    expect((await box.gv(['lr', '1.21'])).stdout).toMatch(/^ {3}1\.21\.13 +\d+ B +official\n$/);
    expect(await box.gv(['lr', '1.18'])).toMatchObject({ code: 3 });
    expect((await box.gv(['list', '--offline'])).stdout).toMatch(/ global, update to 1\.22\.5, signed by /);
    await box.gv(['install', '1.22.5', '-q']);
    expect((await box.gv(['list'])).stdout).not.toContain('update');
  });

  it('answers offline from the cache, and says so when it is not there', async () => {
    await using box = await sandbox({ signer });
    expect(await box.gv(['list', '--remote', '--offline'])).toMatchObject({ code: 4, stdout: '' });
    {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      const env = { GV_DL_URL: server.base };
      await box.gv(['list', '--remote'], { env });
      await server.close();
      const cached = await box.gv(['list', '--remote'], { env: { ...env, GV_OFFLINE: '1' } });
      expect(cached).toMatchObject({ code: 0, stdout: expect.stringContaining('1.22.5') });
    }
  });
});

describe('gv uninstall', () => {
  it('removes a toolchain with its links, aliases and receipts, read-only files too', async () => {
    await using box = await filled();
    await box.run(['chmod', '-R', 'a-w', join(box.root, 'versions', '1.22.5')]);
    expect(await box.gv(['uninstall', '1.22.5'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('removed go 1.22.5'),
    });
    const left = await box.run([
      'sh',
      '-c',
      'cd "$GV_ROOT" && find versions/1.22* receipts/1.22* aliases/1.22 shims/go1.22* staging/* 2>/dev/null',
    ]);
    expect(left.stdout).toBe('');
    expect((await box.run(['cat', join(box.root, 'aliases', 'latest')])).stdout).toBe('1.21.13\n');
  });

  it('refuses what is in use, here or globally, unless forced; --dry-run removes nothing', async () => {
    await using box = await filled();
    await writeFile(join(box.project, '.go-version'), '1.22.5\n');
    expect(await box.gv(['uninstall', '1.22.5'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('.go-version'),
    });
    expect(await box.gv(['uninstall', '1.21.13'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(join(box.root, 'version')),
    });
    const dry = await box.gv(['uninstall', '-n', '1.22.5', '1.21.13']);
    expect(dry.stdout).toMatch(/would not remove go 1\.22\.5 .*\.go-version\nwould not remove go 1\.21\.13/);
    expect((await box.gv(['list'])).stdout.split('\n')).toHaveLength(5);
    expect(await box.gv(['rm', '--force', '1.21.13'])).toMatchObject({ code: 0 });
    expect((await box.gv(['list'])).stdout).not.toContain('1.21.13');
  });
});
