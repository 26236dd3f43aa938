import { chmod, chown, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALICE, as, BOB, NO_TWO_ACCOUNTS, SHARED_GROUP } from '../../support/accounts.ts';
import { LOG_KEY, SIGNER, warnings } from '../../support/believing.ts';
import { giveTree, looseIn, modesIn, under } from '../../support/modes.ts';
import { sampled } from '../../support/sample.ts';
import { sandbox, type Sandbox } from '../../support/sandbox.ts';
import { scriptedToolchains } from '../../support/scripted-go.ts';
import { whereIs } from '../../support/shells.ts';
import { unless } from '../../support/unless.ts';

const accounts = unless(NO_TWO_ACCOUNTS);

/** A root as an older gv left it under a umask of 000: its directories and files are everybody's. */
async function olderRoot(config: object = { projects: false }): Promise<Sandbox> {
  const box = await sandbox({ env: { SHELL: '/bin/bash' } });
  await scriptedToolchains(box, '1.22.5');
  await writeFile(join(box.home, '.bashrc'), `. '${box.root}/env' # added by gv\n`);
  await writeFile(join(box.home, 'keyring.asc'), SIGNER.publicKey);
  for (const name of ['trust/log', 'trust/keys', 'cache/checks', 'receipts', 'locks']) {
    await mkdir(join(box.root, name), { recursive: true });
  }
  await writeFile(join(box.root, 'trust', 'log', 'head-00000000'), '');
  await writeFile(join(box.root, 'config.json'), JSON.stringify(config));
  for (const name of LOOSE_DIRECTORIES) await chmod(join(box.root, name), 0o777);
  for (const name of LOOSE_FILES) await chmod(join(box.root, name), 0o666);
  return box;
}

const LOOSE_DIRECTORIES = ['trust', 'trust/log', 'trust/keys', 'cache', 'cache/checks', 'versions'];
const LOOSE_FILES = ['config.json', 'trust/log/head-00000000'];
const LOOSE = [...LOOSE_DIRECTORIES, ...LOOSE_FILES];

interface Advice {
  readonly code: string;
  readonly level: string;
  readonly fixable: boolean;
}

async function advice(box: Sandbox, ...before: readonly string[]): Promise<readonly Advice[]> {
  const { stdout } = await box.run([...before, join(box.root, 'bin', 'gv'), 'doctor', '--json']);
  const { data } = JSON.parse(stdout) as { readonly data: { readonly findings: readonly Advice[] } };
  return data.findings.filter(({ code }) => code.includes('by-others') || code === 'config-not-believed');
}

describe('what an older gv left to others', () => {
  it('is taken from them by the next command that writes, with one line', async () => {
    await using box = await olderRoot();
    expect(looseIn(box.root).map((line) => line.split(' ')[0])).toEqual(LOOSE.toSorted());
    const first = await box.gv(['rehash']);
    expect(first).toMatchObject({ code: 0 });
    expect(warnings(first)).toEqual([
      expect.stringMatching(/^warning: others could write \S+ and 7 more of gv's files and directories; now/),
    ]);
    expect(looseIn(box.root)).toEqual([]);
    expect(modesIn(box.root)).toContain('config.json 644');
    expect(modesIn(box.root)).toContain('trust 755');
    expect(await box.gv(['rehash'])).toMatchObject({ code: 0, stderr: '' });
    expect((await box.gv(['config', 'get', 'projects'])).stdout).toBe('off\n');
  });

  it.each(sampled(['config set projects off', 'use -g 1.22.5', 'prune', 'upgrade --dry-run --offline'], 2))(
    'is taken from them by gv %s',
    async (command) => {
      await using box = await olderRoot();
      expect(warnings(await box.gv(command.split(' ')))).toHaveLength(1);
      expect(looseIn(box.root)).toEqual([]);
    },
  );

  it('stays while commands only look, and doctor advises; --fix mends it', async () => {
    await using box = await olderRoot();
    for (const args of [['list'], ['current'], ['config', 'list'], ['key', 'list'], ['verify']]) {
      expect((await box.gv(args)).stderr, args.join(' ')).not.toContain('others could');
    }
    expect(looseIn(box.root)).toHaveLength(LOOSE.length);
    expect(await advice(box)).toEqual([
      expect.objectContaining({ code: 'files-writable-by-others', level: 'advice', fixable: true }),
    ]);
    expect((await box.gv(['doctor', '--fix'])).stdout).toMatch(
      /^fixed: all accounts may write .*, and 7 more/m,
    );
    expect(looseIn(box.root)).toEqual([]);
    expect(await advice(box)).toEqual([]);
  });

  it('says whom to believe no more, as nobody knows who wrote it', async () => {
    await using box = await olderRoot({ 'log-key': LOG_KEY, projects: false });
    const config = join(box.root, 'config.json');
    const keyring = join(box.home, 'keyring.asc');
    await writeFile(config, JSON.stringify({ keyring, 'log-key': LOG_KEY, projects: false }));
    const [taken, ...others] = warnings(await box.gv(['rehash']));
    expect(taken).toContain(`keyring (${keyring}) and log-key (${LOG_KEY}) taken out of the config`);
    expect(taken).toContain(`all accounts may write ${config}`);
    expect(others).toHaveLength(1);
    expect(JSON.parse(await readFile(config, 'utf8'))).toEqual({ projects: false });
    expect(looseIn(box.root)).toEqual([]);
    expect((await box.gv(['key', 'list'])).stdout).not.toContain(SIGNER.fingerprint);
    await box.gv(['config', 'set', 'keyring', keyring]);
    expect(await box.gv(['key', 'list'])).toMatchObject({
      stdout: expect.stringContaining(SIGNER.fingerprint),
      stderr: '',
    });
  });

  it('stays, where it is a config that cannot be read: mended by hand it would be believed', async () => {
    await using box = await olderRoot();
    const keyring = join(box.home, 'keyring.asc');
    await writeFile(join(box.root, 'config.json'), JSON.stringify({ keyring, projects: 7 }));
    expect(warnings(await box.gv(['rehash']))).toHaveLength(1);
    expect(looseIn(box.root)).toEqual(['config.json 666']);
    // Its own cure makes it the owner's, and leaves nothing that another could have said.
    const cured = await box.gv(['config', 'unset', 'projects']);
    expect(cured.stderr).toContain(`keyring (${keyring}) taken out of the config`);
    expect(JSON.parse(await readFile(join(box.root, 'config.json'), 'utf8'))).toEqual({});
    expect(looseIn(box.root)).toEqual([]);
  });

  it('is taken through no link: what it leads to is not gv’s', async () => {
    await using box = await olderRoot();
    const elsewhere = join(box.home, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'file'), '');
    await chmod(join(elsewhere, 'file'), 0o666);
    await chmod(elsewhere, 0o777);
    await symlink(elsewhere, join(box.root, 'trust', 'linked'));
    await symlink(join(elsewhere, 'file'), join(box.root, 'cache', 'linked'));
    await box.gv(['rehash']);
    expect(looseIn(elsewhere)).toEqual([' 777', 'file 666']);
  });

  it('stays in a root that others may write, which was given to them', async () => {
    await using box = await olderRoot();
    await chmod(box.root, 0o777);
    expect(await box.gv(['rehash'])).toMatchObject({ code: 0, stderr: '' });
    expect(looseIn(box.root)).toHaveLength(LOOSE.length + 1);
    expect(await advice(box)).toEqual([
      expect.objectContaining({ code: 'root-writable-by-others', level: 'advice', fixable: false }),
      expect.objectContaining({ code: 'files-writable-by-others', level: 'advice', fixable: false }),
    ]);
    expect((await box.gv(['doctor'])).stdout).toContain(`advice:  all accounts may write ${box.root},`);
  });
});

/** An older root that belongs to an account. */
async function rootOf(owner: typeof ALICE): Promise<Sandbox> {
  const box = await olderRoot();
  await chmod(dirname(box.root), 0o755);
  giveTree(dirname(box.root), owner.uid, owner.gid);
  for (const name of LOOSE_DIRECTORIES) await chmod(join(box.root, name), 0o775);
  for (const name of LOOSE_FILES) await chmod(join(box.root, name), 0o664);
  return box;
}

describe('a group that may write', () => {
  accounts(
    'is nobody else where only the owner is in it: umask 002, as Debian and Fedora have it',
    async () => {
      await using box = await rootOf(ALICE);
      const gv = [...as(ALICE), ...under('002'), join(box.root, 'bin', 'gv')];
      expect(await box.run([...gv, 'rehash'])).toMatchObject({ code: 0, stderr: '' });
      expect(await advice(box, ...as(ALICE))).toEqual([]);
      await box.run([...gv, 'config', 'set', 'projects', 'on']);
      expect(modesIn(box.root)).toContain('config.json 644');
    },
  );

  accounts('is others where it has more members', async () => {
    await using box = await rootOf(ALICE);
    for (const name of LOOSE) await chown(join(box.root, name), ALICE.uid, SHARED_GROUP);
    const gv = [...as(ALICE, SHARED_GROUP), ...under('002'), join(box.root, 'bin', 'gv')];
    expect(warnings(await box.run([...gv, 'rehash']))).toHaveLength(1);
    expect(looseIn(box.root)).toEqual([]);
  });

  accounts('is the private group of another account', async () => {
    await using box = await rootOf(ALICE);
    for (const name of LOOSE) await chown(join(box.root, name), ALICE.uid, BOB.gid);
    expect(await advice(box, ...as(ALICE))).toEqual([
      expect.objectContaining({ code: 'files-writable-by-others', fixable: true }),
    ]);
  });

  accounts('keeps what another account owns: advice, and nothing is changed', async () => {
    await using box = await rootOf(ALICE);
    await chown(join(box.root, 'trust', 'log'), BOB.uid, BOB.gid);
    const gv = [...as(ALICE), join(box.root, 'bin', 'gv')];
    expect(await box.run([...gv, 'rehash'])).toMatchObject({ code: 0, stderr: '' });
    expect((await box.run([...gv, 'doctor'])).stdout).toContain(
      `advice:  ${join(box.root, 'trust', 'log')} belongs to user ${BOB.uid}`,
    );
    expect(modesIn(box.root)).toContain('trust/log 775');
    // Nor does root, who could, without being asked.
    giveTree(box.root, 0, 0);
    await chown(join(box.root, 'trust', 'log'), BOB.uid, BOB.gid);
    await box.gv(['rehash']);
    expect(modesIn(box.root)).toContain('trust/log 775');
  });

  accounts('stays where nothing can be written, and keeps nobody from running', async () => {
    await using box = await rootOf(ALICE);
    const config = join(box.root, 'config.json');
    await writeFile(config, JSON.stringify({ keyring: join(box.home, 'keyring.asc') }));
    await chmod(config, 0o666);
    await chmod(box.root, 0o555);
    const gv = [...as(ALICE), join(box.root, 'bin', 'gv')];
    const ran = await box.run([...gv, 'upgrade', '--dry-run', '--offline', '1.22']);
    expect(ran.stderr).not.toContain('not allowed');
    expect(modesIn(box.root)).toContain('config.json 666');
    expect((await box.run([...gv, 'key', 'list'])).stderr).toContain('not believed');
  });

  accounts('is kept from the own directories of a person whose root is another account’s', async () => {
    await using box = await rootOf(BOB);
    const state = join(box.home, '.local', 'state', 'gv', 'trust');
    await mkdir(state, { recursive: true });
    giveTree(box.home, ALICE.uid, ALICE.gid);
    await chmod(state, 0o777);
    const gv = [...as(ALICE), join(box.root, 'bin', 'gv')];
    expect(warnings(await box.run([...gv, 'use', '-g', '1.22.5']))).toEqual([
      expect.stringContaining(`others could write ${state}; now only you can`),
    ]);
    expect(looseIn(join(box.home, '.local'))).toEqual([]);
    expect(modesIn(box.root)).toContain('trust 775');
  });
});

const withStrace = unless(whereIs('strace') === undefined ? 'there is no strace(1)' : undefined);

describe('a file system where chmod changes nothing', () => {
  withStrace('counts as its owner’s alone: nothing is said, and the config is believed', async () => {
    await using box = await olderRoot();
    const keyring = join(box.home, 'keyring.asc');
    await writeFile(join(box.root, 'config.json'), JSON.stringify({ keyring }));
    // What the kernel answers there: done, and nothing is. Under a umask of 000 a new file shows that.
    const inert = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'inject=fchmod:retval=0'];
    const gv = [...under('000'), ...inert, join(box.root, 'bin', 'gv')];
    expect(await box.run([...gv, 'rehash'])).toMatchObject({ code: 0, stderr: '' });
    expect(looseIn(box.root)).toHaveLength(LOOSE.length);
    expect(await box.run([...gv, 'key', 'list'])).toMatchObject({
      stdout: expect.stringContaining(SIGNER.fingerprint),
      stderr: '',
    });
    expect(await advice(box, ...under('000'), ...inert)).toEqual([]);
    // The same files, where chmod works.
    expect((await box.gv(['key', 'list'])).stdout).not.toContain(SIGNER.fingerprint);
  });
});
