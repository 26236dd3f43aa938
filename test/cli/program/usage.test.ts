import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';

const signer = await newSigner();

describe('usage', () => {
  it.each(
    sampled(
      [
        [['isntall'], 2, 'Did you mean: gv install'],
        [['local', '1.22.5'], 2, 'gv use 1.22.5 chooses the Go of this directory'],
        [['go1.22', 'go', 'test'], 2, 'gv exec go1.22 -- go test'],
        [['help', 'global'], 2, 'gv use -g'],
        [['install', '--forse'], 2, 'Did you mean --force?'],
        [['list', '--remot'], 2, 'Did you mean --remote?'],
        [['list', 'a', 'b'], 2, 'too many arguments'],
        [['uninstall'], 2, 'the version is missing'],
        [['uninstall', 'latest'], 3, 'not installed'],
        [['uninstall', '1.22.5'], 3, 'not installed'],
        [['install', '../../etc'], 2, 'not the name of a Go archive'],
        [['install', '$(id)'], 2, '"$(id)" is not a Go version'],
        [['install', 'system'], 2, 'nothing to install'],
        [['install', '1.22.5', '--sha256', 'x'], 2, '--sha256 is for one archive'],
        [['install', './nothing/go1.22.5.linux-amd64.tar.gz'], 6, 'there is no file'],
        [['install', './go1.22.5.windows-amd64.zip'], 3, 'this machine is linux/amd64'],
        [['use', '--unset', '1.22'], 2, 'takes no version'],
        [['use', '-g'], 2, 'the version is missing'],
        [['use', 'mod'], 2, 'no go.mod or go.work'],
        [['use', 'system', '--track'], 2, 'no meaning'],
        [['verify', '1.22.5'], 3, 'not installed'],
        [['verify', './x.tar.gz', '1.22.5'], 2, 'is not a file'],
        [['verify', '--sha256', 'x', '1.22.5'], 2, 'belongs to a file'],
        [['verify', '--require', 'signature', '1.22.5'], 2, 'belongs to a file'],
        [['upgrade', 'latest'], 2, 'is not a line'],
        [['upgrade', '1.22'], 3, 'is installed'],
        [['prune', 'x'], 2, 'too many arguments'],
        [['outdated', 'x'], 2, 'too many arguments'],
        [['env', '--shell', 'csh'], 2, 'has no output for the shell csh'],
        [['key', 'nonsense'], 2, 'gv key takes'],
        [['key', 'import', './nothing'], 6, 'does not exist'],
        [['config', 'set', 'x', 'y'], 2, 'no config key'],
        [['config', 'get'], 2, 'gv config takes'],
        [['config', 'set', 'auto-install', 'perhaps'], 2, 'on or off'],
        [['config', 'set', 'keyring', './nothing'], 6, 'does not exist'],
      ],
      2,
    ),
  )('%j: exit %i, and says %s', async (args, code, said) => {
    await using box = await sandbox();
    const ran = await box.gv(args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(said);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  it('no such release: exit 3 with the nearest; none for this platform: what exists', async () => {
    const [linux] = tinyReleases('1.22.5');
    const other = {
      version: '1.21.0',
      files: [{ fileName: 'go1.21.0.plan9-386.tar.gz', os: 'plan9', arch: '386', bytes: Buffer.from('x') }],
    };
    await using server = await startReleaseServer({
      releases: linux === undefined ? [] : [linux, other],
      signer,
    });
    await using box = await sandbox({ server, signer });
    expect(await box.gv(['install', '1.22.9'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('The nearest: 1.22.5'),
    });
    expect(await box.gv(['install', '1.21.0'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('archives for plan9-386'),
    });
  });

  it('help names every command, on stdout; gv alone shows it', async () => {
    await using box = await sandbox();
    const help = await box.gv(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const name of [
      'install',
      'uninstall',
      'list',
      'use',
      'current',
      'which',
      'where',
      'exec',
      'rehash',
      'verify',
      'key',
      'config',
    ]) {
      expect(help.stdout).toContain(`\n  ${name}`);
    }
    expect((await box.gv([])).stdout).toBe(help.stdout);
    expect((await box.gv(['help', 'use'])).stdout).toContain('gv use -g latest');
    expect((await box.gv(['use', '--help'])).stdout).toContain('--track');
  });

  it('the version comes alone', async () => {
    await using box = await sandbox();
    expect(await box.gv(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^(gv )?\d+\.\d+\.\d+\n$/),
    });
  });

  it('errors have a JSON form', async () => {
    await using box = await sandbox();
    const ran = await box.gv(['uninstall', '1.22.5', '--json']);
    expect(JSON.parse(ran.stderr)).toMatchObject({ schema: 1, error: { code: 'no-release', exit: 3 } });
  });

  it('a reader that leaves early disturbs nobody', async () => {
    await using box = await sandbox();
    expect(await box.run(['sh', '-c', 'gv --help | head -1'])).toMatchObject({
      code: 0,
      stdout: 'Usage: gv <command> [options]\n',
      stderr: '',
    });
  });

  it('a GV_ROOT that is relative or a file is named', async () => {
    await using box = await sandbox();
    expect((await box.gv(['list'], { env: { GV_ROOT: 'here' } })).code).not.toBe(0);
    await box.run(['sh', '-c', 'rm -r "$GV_ROOT/locks"; : > "$GV_ROOT/locks"']);
    expect(await box.gv(['rehash'])).toMatchObject({ code: 6, stderr: expect.stringContaining(box.root) });
  });
});
