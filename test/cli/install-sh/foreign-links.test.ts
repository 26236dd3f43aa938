import {
  chmodSync,
  chownSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ALICE, as, BOB, NO_TWO_ACCOUNTS, type TestAccount } from '../../support/accounts.ts';
import { gvHome, type GvHome } from '../../support/gv-home.ts';
import { sampled } from '../../support/sample.ts';
import { listing, useUnpackedRelease, type Outcome } from '../../support/set-up.ts';
import { startUpScript } from '../../support/start-up-script.ts';
import { unless } from '../../support/unless.ts';

const on = useUnpackedRelease();
const accounts = unless(NO_TWO_ACCOUNTS);
const ROOT: TestAccount = { uid: 0, gid: 0 };

/** A home of Alice's, with files of hers that no set-up may touch. */
function aliceHome(): GvHome & { readonly mine: string } {
  const box = gvHome();
  const mine = join(box.home, 'mine');
  for (const path of [mine, box.root]) mkdirSync(path, { mode: 0o755 });
  writeFileSync(join(mine, 'thesis'), 'years of work');
  for (const path of [box.home, mine, join(mine, 'thesis'), box.root]) chownSync(path, ALICE.uid, ALICE.gid);
  return { ...box, mine };
}

function link(target: string, path: string, { uid, gid }: TestAccount): void {
  symlinkSync(target, path);
  lchownSync(path, uid, gid);
}

function install(box: GvHome, who: TestAccount, ...args: readonly string[]): Promise<Outcome> {
  return box.run([...as(who), 'sh', on.installer, ...args]);
}

/** Does with start-up files what install.sh does, without a gv. */
function writeLine(box: GvHome, how: '-y' | '--uninstall' = '-y'): Promise<Outcome> {
  return box.run([...as(ALICE), 'sh', startUpScript(box.directory), how]);
}

describe('a directory of gv that is a link', () => {
  for (const name of sampled(['program', 'staging', 'bin', 'cache', 'locks'], 2)) {
    accounts(
      `${name}: install.sh writes and clears nothing through one that another account made`,
      async () => {
        using box = aliceHome();
        link(box.mine, join(box.root, name), BOB);
        const before = listing(box.home);
        const done = await install(box, ALICE, '-y');
        expect(done).toMatchObject({ status: 6, stdout: '' });
        expect(done.stderr).toContain(
          `${box.root}/${name} is a link, and it, its directory or its target belongs to user ${BOB.uid}`,
        );
        expect(done.stderr).toContain(`ls -l ${box.root}/${name}`);
        expect(listing(box.home)).toEqual(before);
      },
    );
  }

  accounts('the root itself, and a link in the middle of a chain of links, are looked at too', async () => {
    using box = aliceHome();
    const [first, second] = [join(box.home, 'first'), join(box.home, 'second')];
    const empty = join(box.home, 'empty');
    mkdirSync(empty);
    link(empty, second, BOB);
    link(second, first, ALICE);
    const before = listing(box.home);
    for (const root of [second, first, join(first, 'gv')]) {
      const done = await box.run([...as(ALICE), 'sh', on.installer], { env: { GV_ROOT: root } });
      expect(done).toMatchObject({ status: 6, stderr: expect.stringContaining(`${second} is a link`) });
    }
    expect(listing(box.home)).toEqual(before);
  });

  accounts(
    'root does not follow what the owner of a home made, nor a link to what is not theirs',
    async () => {
      using box = aliceHome();
      link(box.mine, join(box.root, 'program'), ALICE);
      expect(await install(box, ROOT)).toMatchObject({ status: 6 });
      expect(listing(box.mine)).toEqual(['thesis 100644 13']);
    },
  );

  for (const [whose, account] of [
    ["one's own", ALICE],
    ["root's", ROOT],
  ] as const) {
    accounts(`${whose} is followed, as stow and a second disk want it`, async () => {
      using box = aliceHome();
      const disk = join(box.home, 'disk');
      mkdirSync(disk);
      chownSync(disk, ALICE.uid, ALICE.gid);
      link(disk, join(box.root, 'cache'), account);
      expect(await install(box, ALICE, '-y')).toMatchObject({ status: 0, stderr: '' });
      expect(lstatSync(join(box.root, 'cache')).isSymbolicLink()).toBe(true);
      expect((await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'list'])).status).toBe(0);
    });
  }
});

describe('a start-up file that is a link', () => {
  accounts('is followed where both ends are the caller’s', async () => {
    using box = aliceHome();
    const file = join(box.mine, 'bashrc');
    writeFileSync(file, '# dotfiles\n');
    chownSync(file, ALICE.uid, ALICE.gid);
    link('mine/bashrc', join(box.home, '.bashrc'), ALICE);
    expect(await writeLine(box)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toContain('# added by gv');
    expect(lstatSync(join(box.home, '.bashrc')).isSymbolicLink()).toBe(true);
    expect((await writeLine(box, '--uninstall')).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('# dotfiles\n');
  });

  accounts('of another account is not written: its line is printed, and the set-up goes on', async () => {
    using box = aliceHome();
    link('mine/thesis', join(box.home, '.bashrc'), BOB);
    const done = await install(box, ALICE, '-y');
    expect(done).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`nothing is added to ${box.home}/.bashrc`),
    });
    expect(done.stdout).toMatch(/Added to \S*\.profile\n.*by hand.*\n\n {2}\[ ! -r "\$HOME\/\.gv\/env" \]/);
    expect(readFileSync(join(box.mine, 'thesis'), 'utf8')).toBe('years of work');
    expect((await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'list'])).status).toBe(0);
  });

  accounts('that leads to a file which can only be read, as of home-manager, likewise', async () => {
    using box = aliceHome();
    const store = join(box.directory, 'store');
    writeFileSync(store, '# generated\n');
    chmodSync(store, 0o444);
    link(store, join(box.home, '.bashrc'), ALICE);
    const done = await writeLine(box);
    expect(done).toMatchObject({ status: 0, stderr: `install.sh: cannot write ${box.home}/.bashrc\n` });
    expect(done.stdout).toContain('Add this line there by hand');
    expect(readFileSync(store, 'utf8')).toBe('# generated\n');
  });

  accounts('stays in the way of no removal: the line that cannot be taken out is named', async () => {
    using box = aliceHome();
    expect((await install(box, ALICE, '-y')).status).toBe(0);
    chownSync(join(box.home, '.bashrc'), 0, 0);
    const done = await install(box, ALICE, '--uninstall');
    expect(done).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`the line in ${box.home}/.bashrc stays`),
    });
    expect(done.stdout).toContain(`Removed ${box.root}\n`);
  });
});

describe('--uninstall', () => {
  accounts('removes nothing where a part of the tree would stay: no line, no link', async () => {
    using box = aliceHome();
    expect((await install(box, ALICE, '-y')).status).toBe(0);
    const foreign = join(box.root, 'versions', '1.22.5');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'VERSION'), '');
    const before = listing(box.home);
    const done = await install(box, ALICE, '--uninstall');
    expect(done).toMatchObject({
      status: 6,
      stdout: '',
      stderr: expect.stringContaining(`may not write in ${foreign}`),
    });
    expect(listing(box.home)).toEqual(before);
    const own = await box.run([...as(ALICE), join(box.root, 'bin', 'gv'), 'self-uninstall', '-y']);
    expect(own).toMatchObject({ status: 6, stdout: '' });
    expect(listing(box.home)).toEqual(before);
  });
});
