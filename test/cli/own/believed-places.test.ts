import { chmod, chown, mkdir, readFile, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALICE, as, BOB, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { believing, givenTo, LOG_KEY, problems, SIGNER, warnings } from '../../support/believing.ts';
import { giveTree, modesIn } from '../../support/modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import type { Ran } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const accounts = unless(NO_TWO_ACCOUNTS);

describe('gv config set', () => {
  it('writes a file that counts, and takes along nothing that another could have put there', async () => {
    await using box = await believing();
    await chmod(box.config, 0o666);
    const set = await box.gv(['config', 'set', 'keyring', box.keyring]);
    expect(warnings(set)).toHaveLength(1);
    expect(set.stderr).toContain(`log-key (${LOG_KEY}) taken out of the config`);
    expect(JSON.parse(await readFile(box.config, 'utf8'))).toEqual({ keyring: box.keyring, projects: false });
    expect(modesIn(box.root)).toContain('config.json 644');
    expect((await box.gv(['key', 'list'])).stdout).toContain(SIGNER.fingerprint);
  });

  accounts('takes a file of another account over, without whom to believe', async () => {
    await using box = await believing();
    await chown(box.config, BOB.uid, BOB.gid);
    const set = await box.gv(['config', 'set', 'projects', 'on']);
    expect(set.stderr).toContain(`belongs to user ${BOB.uid}`);
    expect(JSON.parse(await readFile(box.config, 'utf8'))).toEqual({ projects: true });
    expect(await box.run(['stat', '-c', '%u %a', box.config])).toMatchObject({ stdout: '0 644\n' });
    expect(await problems((args) => box.gv(args))).toEqual([]);
  });

  it('says at once where what was set does not count', async () => {
    await using box = await believing();
    await chmod(box.root, 0o777);
    const set = await box.gv(['config', 'set', 'keyring', box.keyring]);
    expect(set).toMatchObject({ code: 0, stderr: expect.stringContaining('not believed') });
    const listed = await box.gv(['config', 'list']);
    expect(listed.stdout).toContain(box.keyring);
    expect(warnings(listed)).toHaveLength(1);
  });

  accounts('leaves a keyring that may not be looked at to the words of who reads it', async () => {
    await using box = await givenTo(ALICE);
    await chmod(dirname(box.keyring), 0o000);
    expect(await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'key', 'list'])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining(`not allowed to read ${box.keyring}`),
    });
  });

  it('keeps a config that lies elsewhere a link', async () => {
    await using box = await believing();
    const elsewhere = join(box.home, 'dotfiles.json');
    await rename(box.config, elsewhere);
    await symlink(elsewhere, box.config);
    expect((await box.gv(['key', 'list'])).stdout).toContain(SIGNER.fingerprint);
    await chmod(elsewhere, 0o666);
    const set = await box.gv(['config', 'set', 'projects', 'on']);
    expect(set.stderr).toContain('taken out of the config');
    expect(JSON.parse(await readFile(elsewhere, 'utf8'))).toEqual({ projects: true });
    expect(await box.run(['stat', '-c', '%F', box.config])).toMatchObject({ stdout: 'symbolic link\n' });
    expect(await box.run(['stat', '-c', '%a', elsewhere])).toMatchObject({ stdout: '644\n' });
  });
});

describe('keyring and log-key are believed', () => {
  it('below a sticky directory, such as /tmp', async () => {
    await using box = await believing();
    await chmod(dirname(box.root), 0o1777);
    expect(await box.gv(['key', 'list'])).toMatchObject({
      stdout: expect.stringContaining(SIGNER.fingerprint),
      stderr: '',
    });
  });

  accounts('where the owner alone is in the group that may write', async () => {
    await using box = await givenTo(ALICE);
    for (const path of [dirname(box.root), box.root]) await chmod(path, 0o775);
    await chmod(box.config, 0o664);
    const listed = await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'key', 'list']);
    expect(listed).toMatchObject({ stdout: expect.stringContaining(SIGNER.fingerprint), stderr: '' });
  });

  accounts('in a root of root’s, by everybody, and of another account’s by nobody', async () => {
    await using box = await believing();
    await chmod(dirname(box.root), 0o755);
    const gv = [...as(ALICE), join(box.root, 'bin', 'gv'), 'key', 'list'];
    expect((await box.run(gv)).stdout).toContain(SIGNER.fingerprint);
    // She may not even try there whether modes are kept.
    await chmod(dirname(box.root), 0o777);
    expect(warnings(await box.run(gv))).toHaveLength(1);
    await chmod(dirname(box.root), 0o755);
    giveTree(box.root, BOB.uid, BOB.gid);
    const listed = await box.run(gv);
    expect(listed).toMatchObject({ code: 0, stderr: expect.stringContaining(`belongs to user ${BOB.uid}`) });
    expect(listed.stdout).not.toContain(SIGNER.fingerprint);
  });
});

describe('a pod of OpenShift: a number that nobody knows, in group 0, which may write GV_ROOT', () => {
  accounts('runs all, believes the built-in keys, and is advised', async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer: SIGNER });
    await using box = await believing({ server });
    await chmod(dirname(box.root), 0o755);
    await box.run(['chmod', '-R', 'g=u', box.root]);
    const pod = [...as({ uid: 1_000_670_000, gid: 0 }), join(box.root, 'bin', 'gv')];
    const home = join(box.project, 'home');
    await mkdir(home);
    await chown(home, 1_000_670_000, 0);
    const run = (args: readonly string[]): Promise<Ran> =>
      box.run([...pod, ...args], { env: { HOME: home } });
    const install = await run(['install', '1.22.5', '--keyring', box.keyring]);
    expect(install).toMatchObject({ code: 0 });
    expect(warnings(install)).toEqual([
      `warning: keyring and log-key of ${box.config} are not believed: group root may write ${box.root}`,
    ]);
    expect(await run(['list'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1.22.5'),
      stderr: '',
    });
    expect(await run(['use', '-g', '1.22.5'])).toMatchObject({ code: 0 });
    expect(await problems(run)).toEqual(['config-not-believed']);
    expect((await run(['doctor'])).stdout).toContain(`advice:  group root may write ${box.root}`);
    // The image's own files are as the image has them.
    expect(modesIn(box.root)).toContain(' 775');
    expect(modesIn(box.root)).toContain('config.json 664');
  });
});
