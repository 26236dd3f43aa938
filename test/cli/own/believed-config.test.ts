import { chmod, chown, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOB, NO_TWO_ACCOUNTS, SHARED_GROUP } from '../../support/accounts.ts';
import { believer, proxyWith } from '../../support/believer.ts';
import { believing, problems, SIGNER, warnings, type Place } from '../../support/believing.ts';
import { type Material, realMaterial } from '../../support/real.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { sampled } from '../../support/sample.ts';
import type { Ran } from '../../support/sandbox.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless, withMaterial } from '../../support/unless.ts';

const accounts = unless(NO_TWO_ACCOUNTS);
const [archive, signature] = [
  realMaterial('dist/go1.27.0.src.tar.gz'),
  realMaterial('dist/go1.27.0.src.tar.gz.asc'),
];
const signed = withMaterial('missing' in archive ? archive.missing : undefined);

function pathOf(material: Material): string {
  return 'path' in material ? material.path : material.missing;
}

type Change = (place: Place) => Promise<void>;

/** How another account could have written the config, or the keyring, and what is said of it. */
const COULD: readonly (readonly [string, Change, (place: Place) => string])[] = [
  ['the file', ({ config }) => chmod(config, 0o666), ({ config }) => `all accounts may write ${config}`],
  ['GV_ROOT', ({ root }) => chmod(root, 0o777), ({ root }) => `all accounts may write ${root}`],
  [
    'a directory above GV_ROOT',
    ({ root }) => chmod(dirname(root), 0o777),
    ({ root }) => `all accounts may write ${dirname(root)}`,
  ],
  [
    'what a link leads to',
    async ({ config }) => {
      const elsewhere = join(dirname(dirname(config)), 'elsewhere');
      await mkdir(elsewhere);
      await chmod(elsewhere, 0o777);
      await rename(config, join(elsewhere, 'config.json'));
      await symlink(join(elsewhere, 'config.json'), config);
    },
    ({ root }) => `all accounts may write ${join(dirname(root), 'elsewhere')}`,
  ],
];

const KEYRING: typeof COULD = [
  ['the file', ({ keyring }) => chmod(keyring, 0o666), ({ keyring }) => `all accounts may write ${keyring}`],
  [
    'its directory',
    ({ keyring }) => chmod(dirname(keyring), 0o777),
    ({ keyring }) => `all accounts may write ${dirname(keyring)}`,
  ],
];

const OWNED: typeof COULD = [
  ['the file', ({ config }) => chown(config, BOB.uid, BOB.gid), ({ config }) => `${config} belongs to user`],
  [
    'the file, with a group of several',
    async ({ config }) => {
      await chown(config, 0, SHARED_GROUP);
      await chmod(config, 0o664);
    },
    ({ config }) => `may write ${config}`,
  ],
  [
    'GV_ROOT, as OpenShift gives it to a group',
    async ({ root }) => {
      await chown(root, 0, SHARED_GROUP);
      await chmod(root, 0o775);
    },
    ({ root }) => `may write ${root}`,
  ],
];

async function expectDisbelief(change: Change, why: (place: Place) => string): Promise<void> {
  await using box = await believing();
  await change(box);
  expectUnlisted(box, await box.gv(['key', 'list']), why(box));
}

function expectUnlisted(box: Place, listed: Ran, why: string): void {
  expect(listed.stdout).not.toContain(SIGNER.fingerprint);
  expect(listed.stdout).toContain('(pinned)');
  expect(warnings(listed)).toEqual([
    `warning: keyring and log-key of ${box.config} are not believed: ${warningEnd(listed)}`,
  ]);
  expect(listed.stderr).toContain(why);
}

async function expectWhatFollows(change: Change, why: (place: Place) => string): Promise<void> {
  await using server = await startReleaseServer({ releases: tinyReleases('1.22.5'), signer: SIGNER });
  await using box = await believing({ server });
  expect((await box.gv(['key', 'list'])).stdout).toContain(SIGNER.fingerprint);
  expect(await problems((args) => box.gv(args))).toEqual([]);
  await change(box);
  expectUnlisted(box, await box.gv(['key', 'list']), why(box));
  for (const args of [['list'], ['list', '--remote', '--all'], ['current']])
    expect((await box.gv(args)).stderr, args.join(' ')).not.toContain('warning');
  expect((await box.gv(['config', 'get', 'projects'])).stdout).toBe('off\n');
  expect(await problems((args) => box.gv(args))).toEqual(['config-not-believed']);
  // What only this keyring vouches for is refused; a keyring of the command line counts.
  expect(await box.gv(['install', '1.22.5'])).toMatchObject({
    code: 5,
    stderr: expect.stringMatching(/signed by|signer|key/),
  });
  expect(await box.gv(['install', '1.22.5', '--keyring', box.keyring])).toMatchObject({ code: 0 });
}

function warningEnd(ran: Ran): string {
  return warnings(ran)[0]?.split(' are not believed: ')[1] ?? 'no reason';
}

describe('keyring and log-key of a config that another account could have written', () => {
  it.each(COULD)('are not believed: %s', (_, change, why) => expectDisbelief(change, why));

  it.each(sampled(COULD, COULD.length))('count in no command, and the rest works: %s', (...given) =>
    expectWhatFollows(given[1], given[2]),
  );

  for (const [what, change, why] of OWNED) {
    accounts(`are not believed: ${what}`, () => expectDisbelief(change, why));
  }

  it('log-key: the checksum database has to sign with the built-in key', async () => {
    await using proxy = await proxyWith();
    await using box = await believer(proxy);
    const install = ['install', '--source', 'proxy', '1.22.5'];
    await chmod(box.root, 0o777);
    const refused = await box.gv(install);
    expect(refused).toMatchObject({ code: 5 });
    expect(warnings(refused)).toEqual([
      `warning: log-key of ${join(box.root, 'config.json')} is not believed: all accounts may write ${box.root}`,
    ]);
    await chmod(box.root, 0o755);
    expect(warnings(await box.gv(install))).toEqual([]);
    expect((await box.gv(['list'])).stdout).toContain('1.22.5');
  });

  signed('what the built-in keys vouch for is proven all the same', async () => {
    await using box = await believing();
    await chmod(box.config, 0o666);
    const verified = await box.gv(['verify', pathOf(archive), '--signature', pathOf(signature), '--offline']);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining("Google's key") });
    expect(warnings(verified)).toHaveLength(1);
  });

  it.each(sampled(KEYRING, 3))(
    'keyring alone, when it is the keyring that another could have written: %s',
    async (...given) => {
      const [, change, why] = given;
      await using box = await believing();
      await change(box);
      const listed = await box.gv(['key', 'list']);
      expect(listed.stdout).not.toContain(SIGNER.fingerprint);
      expect(warnings(listed)).toEqual([`warning: keyring of ${box.config} is not believed: ${why(box)}`]);
      expect(await problems((args) => box.gv(args))).toEqual(['config-not-believed']);
    },
  );

  it('say nothing where the config says nothing of trust', async () => {
    await using box = await believing();
    await writeFile(box.config, '{"projects": false}');
    await chmod(box.root, 0o777);
    await chmod(box.config, 0o666);
    expect(await box.gv(['key', 'list'])).toMatchObject({ code: 0, stderr: '' });
    expect(await problems((args) => box.gv(args))).toEqual([]);
  });
});
