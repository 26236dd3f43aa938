import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ALICE, NO_TWO_ACCOUNTS } from '../../support/accounts.ts';
import { addToolchain, gvHome, installedHome, type GvHome, type How } from '../../support/gv-home.ts';
import { sampled } from '../../support/sample.ts';
import { listing, useUnpackedRelease, type Outcome } from '../../support/set-up.ts';
import { isPresent, NOT_ROOT } from '../../support/shells.ts';
import { startUpScript } from '../../support/start-up-script.ts';
import { unless } from '../../support/unless.ts';

const on = useUnpackedRelease();
/** A home with a gv, and without a line in any start-up file. */
const installed = installedHome(async (box) => {
  expect(await box.run(['sh', on.installer])).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => installed.remove());

const withZsh = it.skipIf(!isPresent('zsh'));

function install(box: GvHome, env: How['env'] = {}, args: readonly string[] = ['-y']): Promise<Outcome> {
  return box.run(['env', '-u', 'SHELL', ...pairs(env), 'sh', on.installer, ...args]);
}

/** Does with start-up files what install.sh does, without a gv, and says its last words. */
function writeLine(box: GvHome, env: How['env'] = {}, how: '-y' | '--uninstall' = '-y'): Promise<Outcome> {
  return box.run(['env', '-u', 'SHELL', ...pairs(env), 'sh', startUpScript(box.directory), how]);
}

function pairs(env: How['env'] = {}): readonly string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** The go that a shell finds which starts with nothing but a home and the system's PATH. */
async function goOf(box: GvHome, ...shell: readonly string[]): Promise<string> {
  const clean = ['env', '-i', `HOME=${box.home}`, 'PATH=/usr/bin:/bin', 'TERM=dumb'];
  const found = await box.run([...clean, ...shell], { input: 'command -v go\n' });
  return found.stdout;
}

describe('where SHELL is not set', () => {
  unless(NOT_ROOT)(
    'the passwd entry is asked; bash gets both of its files, and both kinds of bash find go',
    async () => {
      const box = await installed.fresh();
      const bash = /^[^:]*:[^:]*:0:.*\/bash$/m.test(readFileSync('/etc/passwd', 'utf8'));
      const done = await writeLine(box);
      expect(done).toMatchObject({ status: 0, stderr: '' });
      if (!bash) return expect(existsSync(join(box.home, '.profile'))).toBe(true);
      expect(done.stdout).toContain(`Added to ${box.home}/.bashrc\nAdded to ${box.home}/.profile\n`);
      expect(await goOf(box, 'bash', '-i')).toContain('/.gv/shims/go');
      expect(await goOf(box, 'bash', '-l')).toContain('/.gv/shims/go');
    },
  );

  unless(NOT_ROOT)(
    'an account without an entry, or without a shell of its own, gets the files of bash',
    async () => {
      using box = gvHome();
      for (const path of [box.home]) chownSync(path, 4242, 4242);
      const become = ['setpriv', '--reuid=4242', '--regid=4242', '--clear-groups', '--'];
      const done = await box.run([...become, 'env', '-u', 'SHELL', 'sh', startUpScript(box.directory), '-y']);
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toContain(`Added to ${box.home}/.bashrc\nAdded to ${box.home}/.profile\n`);
    },
  );
});

describe('zsh', () => {
  withZsh('as editors start it, login and not interactive, finds go; .zshenv is never touched', async () => {
    const box = await installed.fresh();
    const done = await writeLine(box, { SHELL: '/bin/zsh' });
    expect(done.stdout).toContain(`Added to ${box.home}/.zshrc\nAdded to ${box.home}/.zprofile\n`);
    expect(await goOf(box, 'zsh', '-lc', 'command -v go')).toContain('/.gv/shims/go');
    expect(await goOf(box, 'zsh', '-ic', 'command -v go')).toContain('/.gv/shims/go');
    expect(existsSync(join(box.home, '.zshenv'))).toBe(false);
    expect((await install(box, { SHELL: '/bin/zsh' }, ['--uninstall'])).status).toBe(0);
    expect(listing(box.home)).toEqual([]);
  });

  withZsh('whose ZDOTDIR is set in .zshenv, and not exported, is asked where it reads', async () => {
    const box = await installed.fresh();
    mkdirSync(join(box.home, 'zd'));
    writeFileSync(join(box.home, '.zshenv'), 'echo hello\nZDOTDIR=$HOME/zd\n');
    const before = listing(box.home);
    expect((await writeLine(box, { SHELL: '/bin/zsh' })).stdout).toContain(
      `Added to ${box.home}/zd/.zshrc\n`,
    );
    expect(await goOf(box, 'zsh', '-ic', 'command -v go')).toContain('/.gv/shims/go');
    expect(existsSync(join(box.home, '.zshrc'))).toBe(false);
    const doctor = await box.gv(['doctor', '--json'], { env: { SHELL: '/bin/zsh' } });
    expect(doctor.stdout).toContain('shims-not-on-path');
    expect(doctor.stdout).not.toContain('start-up-line-missing');
    expect((await writeLine(box, { SHELL: '/bin/zsh' }, '--uninstall')).status).toBe(0);
    expect(listing(box.home)).toEqual(before);
  });

  (isPresent('zsh') ? unless(NO_TWO_ACCOUNTS) : unless('zsh is not installed'))(
    'is not asked by root in a home of another account, whose .zshenv would run as root',
    async () => {
      using box = gvHome();
      writeFileSync(join(box.home, '.zshenv'), 'id -u >$HOME/ran\n');
      chownSync(box.home, ALICE.uid, ALICE.gid);
      expect((await writeLine(box, { SHELL: '/bin/zsh' })).status).toBe(0);
      expect(existsSync(join(box.home, 'ran'))).toBe(false);
      expect(existsSync(join(box.home, '.zprofile'))).toBe(true);
    },
  );
});

describe('a shell that reads no line of gv’s', () => {
  it.each(sampled(['tcsh', 'csh', 'elvish', 'nu', 'xonsh', 'pwsh'], 3))(
    '%s: two directories are named, nothing is promised',
    async (name) => {
      using box = gvHome();
      const done = await writeLine(box, { SHELL: `/usr/bin/${name}` });
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toContain(
        `gv has no line for ${name}. Put these two directories first on PATH, in this order`,
      );
      expect(done.stdout).toContain(`\n  ${box.root}/shims\n  ${box.root}/bin\n`);
      expect(done.stdout).not.toMatch(/takes effect|Added to|\. ~\/\.gv/);
      expect(listing(box.home).filter((line) => !/^\.(?:gv|local)/.test(line))).toEqual([]);
    },
  );
});

describe('the last words of install.sh', () => {
  const lastLines = (text: string): readonly string[] =>
    text.slice(text.indexOf('To use gv in this shell:\n')).split('\n').slice(2, -1);

  it('are commands that work in this very shell', async () => {
    const box = await installed.fresh();
    addToolchain(box.root, '1.22.5');
    const { stdout } = await writeLine(box, { SHELL: '/bin/bash', container: '' });
    const [source = '', version = ''] = lastLines(stdout);
    expect([source, version]).toEqual(['  . ~/.gv/env', '  go version']);
    const bare = ['env', '-i', `HOME=${box.home}`, 'PATH=/usr/bin:/bin', 'bash', '--norc', '-c'];
    expect((await box.run([...bare, `${source}\n${version}`])).stdout).toBe('go version go1.22.5\n');
  });

  it.skipIf(!isPresent('fish'))(
    'in fish are those of fish, also where the root has a name to be quoted',
    async () => {
      using box = gvHome();
      const env = { SHELL: '/usr/bin/fish', GV_ROOT: join(box.home, "my gv's") };
      await install(box, env);
      addToolchain(env.GV_ROOT, '1.22.5');
      const lines = lastLines((await writeLine(box, env)).stdout);
      const bare = [
        'env',
        '-i',
        `HOME=${join(box.directory, 'other')}`,
        'PATH=/usr/bin:/bin',
        'fish',
        '--no-config',
        '-c',
      ];
      expect((await box.run([...bare, lines.slice(0, 2).join('\n')])).stdout).toBe('go version go1.22.5\n');
      expect((await writeLine(box, { SHELL: '/usr/bin/fish' })).stdout).toContain(
        '\n  source ~/.gv/env.fish\n  gv install latest\n',
      );
    },
  );

  it.skipIf(!isPresent('fish')).each([
    ['fish', '/bin/bash', '  source ~/.gv/env.fish'],
    ['bash', '/usr/bin/fish', '  . ~/.gv/env'],
  ])(
    'are those of the %s that install.sh is typed in, whatever the login shell',
    async (name, SHELL, line) => {
      using box = gvHome();
      const typed = `sh '${startUpScript(box.directory)}' -y; true`;
      const done = await box.run(['env', `SHELL=${SHELL}`, name, '-c', typed]);
      expect(lastLines(done.stdout)[0]).toBe(line);
    },
  );

  it('name the install again where it failed, and keep its exit code', async () => {
    using box = gvHome();
    const done = await install(box, { GOPROXY: 'off', GV_OFFLINE: '1' }, ['-y', '1.22.5', '^1.21']);
    expect(done.status).toBe(4);
    expect(lastLines(done.stdout).slice(0, 3)).toEqual([
      '  . ~/.gv/env',
      "  gv install 1.22.5 '^1.21'",
      '  go version',
    ]);
  });

  it('in a container name the line of a Dockerfile', async () => {
    using box = gvHome();
    const { stdout } = await writeLine(box, { container: 'podman' });
    expect(stdout).toContain(`\n  ENV PATH=${box.root}/shims:${box.root}/bin:$PATH\n`);
  });
});
