import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { lacking, presentShells } from '../../support/shells.ts';

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
