import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { lacking, presentShells } from '../../support/shells.ts';
import { tarGz, toolchainEntries } from '../../support/tar-bytes.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();
const RELEASES = tinyReleases('1.22.5', '1.22.4');
const FILE = 'go1.22.5.linux-amd64.tar.gz';
const BYTES = tarGz(toolchainEntries('1.22.5'));

const COMMANDS = [
  ['--version'],
  ['current'],
  ['which', 'go'],
  ['where'],
  ['init', 'direnv'],
  ['completion', 'bash'],
  ['completion', 'zsh'],
  ['list'],
  ['list', '--json'],
  ['--help'],
  ['help', 'install'],
  ['env'],
  ['config', 'list'],
  ['explain'],
];

describe.skipIf(lacking(existsSync('/dev/full') ? undefined : 'there is no /dev/full'))(
  'output that cannot be written',
  () => {
    it('is a failure with the exit code of disks and one message, for every command that prints', async () => {
      await using box = await sandbox();
      await scriptedToolchains(box, '1.22.5');
      for (const { command } of presentShells()) {
        for (const args of COMMANDS) {
          const ran = await box.run([
            'sh',
            '-c',
            '"$@" >/dev/full',
            'sh',
            ...command,
            join(box.root, 'lib', 'shims', 'gv'),
            ...args,
          ]);
          expect([command, args, ran.code]).toEqual([command, args, 6]);
          expect(ran.stderr).toContain('the output cannot be written');
          expect(ran.stderr).not.toMatch(/bug in gv|printf|I\/O error/);
        }
      }
    });

    it('of messages alone does not change what a command does', async () => {
      await using box = await sandbox();
      await scriptedToolchains(box, '1.22.5');
      const ran = await box.run(['sh', '-c', 'gv list 2>/dev/full && gv where 1.99 2>/dev/full']);
      expect(ran).toMatchObject({ code: 127, stdout: expect.stringContaining('1.22.5') });
    });
  },
);

describe.skipIf(lacking(existsSync('/dev/full') ? undefined : 'there is no /dev/full'))(
  'output that cannot be written while gv works',
  () => {
    it.each([
      ['install', '--json', '1.22.5'],
      ['install', '--json', '--force', './go1.22.5.linux-amd64.tar.gz'],
      ['upgrade', '--json'],
    ])('ends gv %s %s, and leaves nothing half-made', async (...args) => {
      await using server = await startReleaseServer({ releases: RELEASES, signer });
      await using box = await sandbox({ server, signer });
      const held = args[0] === 'upgrade' ? ['1.22.4'] : [];
      for (const version of held) expect(await box.gv(['install', version])).toMatchObject({ code: 0 });
      await writeFile(join(box.project, FILE), BYTES);
      await writeFile(join(box.project, `${FILE}.asc`), await signer.sign(BYTES));
      const ran = await box.run(['sh', '-c', 'gv "$@" >/dev/full', 'sh', ...args]);
      expect(ran.code).toBe(6);
      expect(JSON.parse(ran.stderr)).toMatchObject({
        error: { code: 'disk-full', message: 'the output cannot be written: no space is left' },
      });
      expect(await readdir(join(box.root, 'versions')).catch(() => [])).toEqual(held);
      expect(await readdir(join(box.root, 'staging')).catch(() => [])).toEqual([]);
    });
  },
);

describe('gv env --github', () => {
  it('names the file of the runner that is not there, and its variable', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5');
    const env = { GITHUB_PATH: join(box.home, 'path'), GITHUB_ENV: join(box.home, 'env') };
    const ran = await box.gv(['env', '--github'], { env });
    expect(ran).toMatchObject({ code: 6, stdout: '' });
    expect(ran.stderr).toContain(`${box.home}/path, the file of GITHUB_PATH, does not exist`);
    expect(ran.stderr).not.toContain('ENOENT');
  });
});
