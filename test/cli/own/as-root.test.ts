import { chmodSync, chownSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { ALICE, as, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { gvHome } from '../../support/gv-home.ts';
import { giveTree } from '../../support/modes.ts';
import { ownedIn } from '../../support/owners.ts';
import { startReleaseServer, type ReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { listing, useUnpackedRelease } from '../../support/set-up.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const on = useUnpackedRelease();
const accounts = unless(NO_TWO_ACCOUNTS);
const SUDO = { SUDO_USER: 'alice', SUDO_UID: String(ALICE.uid) };

function started(): Promise<ReleaseServer> {
  return startReleaseServer({ releases: tinyReleases('1.24.9', '1.22.5'), signer });
}

/** Gives all that lies in a sandbox to Alice. The toolchain 1.22.5 is there. */
async function aliceBox(server?: ReleaseServer): Promise<Sandbox> {
  const box = await sandbox({ signer, ...(server === undefined ? {} : { server }) });
  await scriptedToolchains(box, '1.22.5');
  await box.gv(['use', '-g', '1.22.5']);
  chmodSync(dirname(box.root), 0o755);
  giveTree(dirname(box.root), ALICE.uid, ALICE.gid);
  return box;
}

/** The entries of root's that were there before are links of the sandbox. */
function newOf(box: Sandbox, before: readonly string[]): readonly string[] {
  return ownedIn(dirname(box.root)).filter((path) => !before.includes(path));
}

describe('sudo in a root of the caller', () => {
  accounts('every command that writes is refused, with the line without sudo', async () => {
    await using box = await aliceBox();
    const before = listing(dirname(box.root));
    for (const args of [
      ['install', '1.24.9'],
      ['uninstall', '-y', '1.22.5'],
      ['use', '1.22.5'],
      ['use', '-g', '1.22.5'],
      ['config', 'set', 'auto-install', 'on'],
      ['rehash'],
      ['prune', '--patches'],
      ['self-update'],
      ['self-uninstall', '-y'],
      ['doctor', '--fix'],
    ]) {
      const ran = await box.gv(args, { env: SUDO });
      expect([args, ran.code, ran.stdout]).toEqual([args, 6, '']);
      expect(ran.stderr).toContain(`${box.root} belongs to user ${ALICE.uid}, and this is root by sudo`);
      expect(ran.stderr).toContain(`Run it without sudo: gv ${args.join(' ')}\n`);
    }
    expect(listing(dirname(box.root))).toEqual(before);
  });

  accounts('every command that reads works, and leaves nothing of root’s', async () => {
    await using server = await started();
    await using box = await aliceBox(server);
    const before = ownedIn(dirname(box.root));
    const commands = [
      ['list', '--remote'],
      ['list'],
      ['explain'],
      ['which', 'go'],
      ['config', 'list'],
      ['where'],
      ['self-uninstall', '--dry-run'],
      ['env'],
      ['exec', '1.22.5', '--', 'go', 'version'],
      ['current'],
    ];
    for (const args of sampled(commands, 2)) {
      expect([args, (await box.gv(args, { env: SUDO })).code]).toEqual([args, 0]);
    }
    expect([0, 1]).toContain((await box.gv(['doctor'], { env: SUDO })).code);
    expect(newOf(box, before)).toEqual([]);
  });

  accounts("a root of root's is written as ever", async () => {
    await using box = await sandbox();
    expect(await box.gv(['config', 'set', 'auto-install', 'on'], { env: SUDO })).toMatchObject({ code: 0 });
  });

  accounts('install.sh is refused likewise, also where no gv is there yet; --dry-run reads', async () => {
    using box = gvHome();
    chownSync(box.home, ALICE.uid, ALICE.gid);
    const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      box.run(['sh', on.installer, ...args], { env: { ...SUDO, ...env } });
    const refused = await run(['-y', '1.22.5']);
    expect(refused).toMatchObject({ status: 6, stdout: '' });
    expect(refused.stderr).toContain(`Run it without sudo: sh ${on.installer} -y 1.22.5\n`);
    expect(readdirSync(box.home)).toEqual([]);
    expect((await run([], { GV_ROOT: join(box.directory, 'opt') })).status).toBe(0);
    expect((await box.run([...as(ALICE), 'sh', on.installer, '-y'])).status).toBe(0);
    const before = listing(box.home);
    expect((await run(['--uninstall', '--dry-run'])).stdout).toContain(`Would remove ${box.root}\n`);
    expect((await run(['--uninstall'])).stderr).toContain(`without sudo: sh ${on.installer} --uninstall\n`);
    expect(listing(box.home)).toEqual(before);
  });
});

describe('root without sudo, as in a container with a home mounted into it', () => {
  accounts('acts, and all that is new belongs to the owner of the directory that it lies in', async () => {
    await using server = await started();
    await using box = await aliceBox(server);
    const before = ownedIn(dirname(box.root));
    const keyring = join(box.home, 'keyring.asc');
    for (const args of [
      ['list', '--remote'],
      ['install', '--keyring', keyring, '1.24.9'],
      ['use', '1.24.9'],
      ['use', '-g', '1.24.9'],
      ['config', 'set', 'auto-install', 'on'],
      ['rehash'],
      ['uninstall', '-y', '1.22.5'],
    ]) {
      expect(await box.gv(args)).toMatchObject({ code: 0 });
    }
    expect(readFileSync(join(box.project, '.go-version'), 'utf8')).toBe('1.24.9\n');
    expect(readdirSync(join(box.root, 'versions'))).toEqual(['1.24.9']);
    expect(newOf(box, before)).toEqual([]);
    const asAlice = await box.run([...as(ALICE), 'gv', 'uninstall', '-y', '--force', '1.24.9']);
    expect(asAlice).toMatchObject({ code: 0 });
    expect(readdirSync(join(box.root, 'staging'))).toEqual([]);
  });

  accounts('a config that was not there yet, too', async () => {
    await using box = await sandbox();
    giveTree(box.root, ALICE.uid, ALICE.gid);
    expect(await box.gv(['config', 'set', 'projects', 'off'])).toMatchObject({ code: 0 });
    expect(ownedIn(box.root, ALICE.uid)).toContain('config.json');
  });

  accounts(
    'install.sh sets gv up, links and start-up files too, and the owner can go on with it',
    async () => {
      using box = gvHome();
      chownSync(box.home, ALICE.uid, ALICE.gid);
      const env = { GV_ROOT: join(box.home, 'tools', 'gv') };
      expect(await box.run(['sh', on.installer, '-y'], { env })).toMatchObject({ status: 0, stderr: '' });
      expect(ownedIn(box.home)).toEqual([]);
      // The original of what was copied stays root's, also where a link could have been made.
      expect(ownedIn(dirname(on.installer))).toContain('runtime/node');
      const again = await box.run([...as(ALICE), 'sh', on.installer, '-y'], { env });
      expect(again).toMatchObject({ status: 0, stderr: '' });
      expect((await box.run(['sh', on.installer, '-y'], { env })).status).toBe(0);
      expect(ownedIn(box.home)).toEqual([]);
      const gone = await box.run([...as(ALICE), 'sh', on.installer, '--uninstall'], { env });
      expect(gone).toMatchObject({ status: 0, stderr: '' });
      expect(listing(box.home)).toEqual(['tools 40755 ']);
    },
  );
});
