import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { ALICE, as, BOB, NO_TWO_ACCOUNTS, type TestAccount } from '../../support/accounts.ts';
import { giveTree } from '../../support/modes.ts';
import { startReleaseServer } from '../../support/release-server.ts';
import { newSigner } from '../../support/release-signing.ts';
import { everything } from '../../support/sample.ts';
import { sandbox, type Ran, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { listing } from '../../support/set-up.ts';
import { tinyReleases } from '../../support/toolchains.ts';
import { unless } from '../../support/unless.ts';

const signer = await newSigner();
const accounts = unless(NO_TWO_ACCOUNTS);

interface Planted {
  readonly box: Sandbox;
  readonly mine: string;
  readonly gv: (args: readonly string[]) => Promise<Ran>;
}

/** A root of Alice's in which a name is a link to a directory of hers. */
async function planted(box: Sandbox, name: string, owner: TestAccount): Promise<Planted> {
  await scriptedToolchains(box, '1.22.5');
  const mine = join(box.home, 'mine');
  mkdirSync(mine);
  writeFileSync(join(mine, 'thesis'), 'years of work');
  rmSync(join(box.root, name), { recursive: true, force: true });
  chmodSync(dirname(box.root), 0o755);
  giveTree(dirname(box.root), ALICE.uid, ALICE.gid);
  symlinkSync(mine, join(box.root, name));
  lchownSync(join(box.root, name), owner.uid, owner.gid);
  return { box, mine, gv: (args) => box.run([...as(ALICE), 'gv', ...args]) };
}

const NAMES = ['staging', 'versions', 'cache', 'locks', 'trust', 'aliases', 'program'];

const WRITING = [
  ['install', '1.24.9'],
  ['use', '-g', '1.22.5'],
  ['rehash'],
  ['prune', '--patches'],
  ['uninstall', '-y', '1.22.5'],
  ['config', 'set', 'auto-install', 'on'],
  ['self-update'],
  ['self-update', '--rollback'],
  ['self-uninstall', '-y'],
];

describe("gv's own commands and a directory of gv that is a link of another account", () => {
  for (const [nth, name] of NAMES.entries()) {
    accounts(`${name}: no command writes through it, and each names the link and the cure`, async () => {
      await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
      await using box = await sandbox({ server, signer });
      const { gv, mine } = await planted(box, name, BOB);
      const before = listing(dirname(box.root));
      // Each command meets two of the names, unless all are asked for.
      for (const args of WRITING.filter((_, index) => everything() || index % 3 === nth % 3)) {
        const ran = await gv(args);
        expect([args, ran.code, ran.stdout]).toEqual([args, 6, '']);
        expect(ran.stderr).toContain(
          `${box.root}/${name} is a link of user ${BOB.uid}: gv does not write through it`,
        );
        expect(ran.stderr).toContain(`ls -l ${box.root}/${name}`);
      }
      expect(listing(dirname(box.root))).toEqual(before);
      expect((await gv(['cache', 'trust'].includes(name) ? ['list', '--remote'] : ['list'])).code).toBe(0);
      expect(readdirSync(mine)).toEqual(['thesis']);
    });
  }

  accounts("one's own link is followed, and one in which only the target is foreign is not", async () => {
    await using server = await startReleaseServer({ releases: tinyReleases('1.24.9'), signer });
    await using box = await sandbox({ server, signer });
    const { gv, mine } = await planted(box, 'cache', ALICE);
    expect(await gv(['install', '1.24.9'])).toMatchObject({ code: 0 });
    expect(readdirSync(mine)).toContain('index.json');
    chownSync(mine, BOB.uid, BOB.gid);
    const ran = await gv(['rehash']);
    expect(ran).toMatchObject({ code: 6 });
    expect(ran.stderr).toContain(`is a link, and the target of ${box.root}/cache belongs to user ${BOB.uid}`);
    chownSync(mine, ALICE.uid, ALICE.gid);
    const [theirs, second] = [join(box.home, 'theirs'), join(box.home, 'theirs', 'link')];
    mkdirSync(theirs);
    chownSync(theirs, BOB.uid, BOB.gid);
    rmSync(join(box.root, 'cache'));
    for (const [target, path] of [
      [mine, second],
      [second, join(box.root, 'cache')],
    ] as const) {
      symlinkSync(target, path);
      lchownSync(path, ALICE.uid, ALICE.gid);
    }
    expect((await gv(['rehash'])).stderr).toContain(`${second} is a link, and ${theirs} belongs to user`);
  });
});
