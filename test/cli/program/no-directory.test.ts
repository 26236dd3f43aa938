import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Ran, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { useUnpackedRelease } from '../../support/set-up.ts';
import { NO_OTHER_USER } from '../../support/shared-root.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const on = useUnpackedRelease();
const signer = await newSigner();

/** Runs gv in a directory that is removed before it starts. */
function inGone(box: Sandbox, args: readonly string[]): Promise<Ran> {
  const gone = join(box.home, 'gone');
  mkdirSync(gone, { recursive: true });
  return box.run(['sh', '-c', 'rmdir "$1" && shift && exec "$@"', 'sh', gone, 'gv', ...args], { cwd: gone });
}

describe('a current directory that was removed', () => {
  it.each(
    sampled(
      [
        [['list'], /1\.22\.5/],
        [['current'], /^1\.22\.5$/m],
        [['explain'], /go here is 1\.22\.5/],
        [['--help'], /Usage/],
        [['help', 'use'], /Usage/],
        [['config', 'list'], /auto-install/],
        [['use', '-g', '1.22.5'], /1\.22\.5/],
        [['env'], /PATH/],
        [['rehash'], /links/],

        [['uninstall', '-n', '--force', '1.22.5'], /1\.22\.5/],
        [['exec', '1.22.5', '--', 'go', 'version'], /go1\.22\.5/],
      ],
      3,
    ),
  )('keeps no command from working that needs none: %j', async (args, says) => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5');
    const ran = await inGone(box, args);
    expect([args, ran.code, ran.stderr.replaceAll(/^.*getcwd.*\n/gm, '')]).toEqual([args, 0, '']);
    expect(ran.stdout).toMatch(says);
  });

  it('starts the threads that unpack and hash all the same', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer });
    await using box = await sandbox({ server, signer });
    expect(await inGone(box, ['install', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await inGone(box, ['install', '--force', '1.22.5'])).toMatchObject({ code: 0 });
    expect((await inGone(box, ['verify'])).stdout).toMatch(/^go 1\.22\.5 .*: as installed/);
  });

  it.each(
    sampled(
      [
        [['use']],
        [['use', '1.22.5']],
        [['use', '--unset']],
        [['install']],
        [['install', 'mod']],
        [['install', './go1.22.5.linux-amd64.tar.gz']],
        [['verify', './x.tar.gz']],
        [['config', 'set', 'keyring', 'x.asc']],
      ],
      3,
    ),
  )('is named by one that does, which changes nothing: %j', async (args) => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5');
    const ran = await inGone(box, args);
    expect([args, ran.code, ran.stdout]).toEqual([args, 6, '']);
    expect(ran.stderr).toContain('the current directory does not exist any more');
    expect(existsSync(join(box.home, 'gone'))).toBe(false);
  });
});

describe('no HOME, and an account without a passwd entry', () => {
  const other = unless(NO_OTHER_USER);
  const BARE = [
    'setpriv',
    '--reuid=4242',
    '--regid=4242',
    '--clear-groups',
    'env',
    '-i',
    'PATH=/usr/bin:/bin',
  ];

  other('gv works where its root is known, in the launcher and in Node', async () => {
    await using box = await sandbox();
    await scriptedToolchains(box, '1.22.5');
    chmodSync(dirname(box.root), 0o755);
    const gv = join(box.root, 'bin', 'gv');
    const at = `GV_ROOT=${box.root}`;
    expect(await box.run([...BARE, at, gv, 'list'])).toMatchObject({ code: 0, stderr: '' });
    expect((await box.run([...BARE, at, gv, 'current'])).stdout).toBe('1.22.5\n');
    const node = [process.execPath, join(box.root, 'lib', 'gv.js'), 'list'];
    const lost = await box.run([...BARE, ...node]);
    expect(lost).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('neither GV_ROOT nor HOME is set'),
    });
  });

  other('install.sh says what to set, and works with it', async () => {
    await using box = await sandbox();
    const lost = await box.run([...BARE, 'sh', on.installer]);
    expect(lost).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('neither GV_ROOT nor HOME is set'),
    });
    const place = join(box.home, 'place');
    mkdirSync(place);
    chmodSync(place, 0o777);
    chmodSync(dirname(box.root), 0o755);
    const done = await box.run([...BARE, `GV_ROOT=${place}/gv`, 'sh', on.installer, '-y']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain(`  . ${place}/gv/env\n`);
  });
});
