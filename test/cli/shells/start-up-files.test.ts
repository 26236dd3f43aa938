import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampled } from '../../support/sample.ts';
import { listing, useUnpackedRelease } from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';

const on = useUnpackedRelease();

const LINE = '[ ! -r "$HOME/.gv/env" ] || . "$HOME/.gv/env"';

function home(...parts: readonly string[]): string {
  return join(on.box.home, ...parts);
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('added by gv'));
}

/** Lets a real interactive or login shell read its start-up files, and tells which go it would run. */
function goOf(shell: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const script = join(on.box.directory, 'ask.sh');
  writeFileSync(script, 'command -v go\n');
  return on.box.run(script, [], { shell, env }).stdout.trim();
}

interface Case {
  readonly name: string;
  readonly shell: string;
  readonly files: readonly string[];
  readonly before?: readonly string[];
  readonly ask: readonly (readonly string[])[];
}

const CASES: readonly Case[] = [
  {
    name: 'bash',
    shell: '/bin/bash',
    files: ['.bashrc', '.profile'],
    ask: [
      ['bash', '-i'],
      ['bash', '--login'],
    ],
  },
  {
    name: 'bash with .bash_profile',
    shell: '/bin/bash',
    before: ['.bash_profile', '.profile'],
    files: ['.bashrc', '.bash_profile'],
    ask: [['bash', '--login']],
  },
  { name: 'zsh', shell: '/usr/bin/zsh', files: ['.zshrc'], ask: [['zsh', '-i']] },
  { name: 'fish', shell: '/usr/bin/fish', files: ['.config/fish/conf.d/gv.fish'], ask: [['fish']] },
  { name: 'sh', shell: '/bin/sh', files: ['.profile'], ask: [['dash', '-l']] },
];

describe.each(
  sampled(
    CASES.map((test) => [test.name, test] as const),
    2,
  ),
)('install.sh -y for %s', (_, { shell, files, before = [], ask }) => {
  const present = ask.every(([command = '']) => isPresent(command));
  it.skipIf(!present)('writes one line, and that shell then finds the shims', () => {
    for (const file of before) writeFileSync(home(file), '');
    const env = { SHELL: shell };
    expect(on.box.run(on.installer, ['-y'], { env })).toMatchObject({ status: 0, stderr: '' });
    expect(on.box.run(on.installer, ['-y'], { env })).toMatchObject({ status: 0, stderr: '' });
    for (const file of files) expect(linesOf(home(file))).toHaveLength(1);
    for (const how of ask) expect(goOf(how)).toBe(home('.gv/shims/go'));
    expect(on.box.run(on.installer, ['--uninstall'], { env }).status).toBe(0);
    expect(
      listing(on.box.home).filter((line) => !/^\.(?:local|cache|config|bash_history)/.test(line)),
    ).toEqual(before.map((file) => `${file} 100644 0`));
    expect(existsSync(home('.config/fish/conf.d/gv.fish'))).toBe(false);
  });
});

describe('the line in a start-up file', () => {
  it('stands where ZDOTDIR says, and after a last line without its end', () => {
    mkdirSync(home('z'));
    writeFileSync(home('z', '.zshrc'), 'setopt autocd');
    expect(on.box.run(on.installer, ['-y'], { env: { SHELL: '/bin/zsh', ZDOTDIR: home('z') } }).status).toBe(
      0,
    );
    expect(readFileSync(home('z', '.zshrc'), 'utf8')).toBe(`setopt autocd\n${LINE} # added by gv\n`);
  });

  it('names another root literally, quoted', () => {
    const root = home(`it's $HOME`);
    expect(on.box.run(on.installer, ['-y'], { env: { GV_ROOT: root, SHELL: '/bin/sh' } }).status).toBe(0);
    expect(goOf(['dash', '-l'])).toBe(join(root, 'shims', 'go'));
  });

  it('does not break a login when gv is gone', () => {
    expect(
      on.box.run(on.installer, ['-y'], { env: { SHELL: '/bin/sh', GV_ROOT: home('gone') } }).status,
    ).toBe(0);
    writeFileSync(join(on.box.directory, 'mv.sh'), 'mv ~/gone ~/away\n');
    on.box.run(join(on.box.directory, 'mv.sh'), []);
    const script = join(on.box.directory, 'login.sh');
    writeFileSync(script, 'echo alive\n');
    expect(on.box.run(script, [], { shell: ['dash', '-l'] })).toEqual({
      status: 0,
      stdout: 'alive\n',
      stderr: '',
    });
  });

  it('goes through a link into somebody’s dotfiles, and leaves other lines as they were', () => {
    mkdirSync(home('dotfiles'));
    const text = '# added by gv is what I call a comment\nexport A=1\n';
    writeFileSync(home('dotfiles', 'zshrc'), text);
    chmodSync(home('dotfiles', 'zshrc'), 0o640);
    symlinkSync('dotfiles/zshrc', home('.zshrc'));
    const env = { SHELL: '/bin/zsh' };
    expect(on.box.run(on.installer, ['-y'], { env }).status).toBe(0);
    expect(readFileSync(home('dotfiles', 'zshrc'), 'utf8')).toBe(`${text}${LINE} # added by gv\n`);
    expect(on.box.run(on.installer, ['--uninstall'], { env }).status).toBe(0);
    expect(lstatSync(home('.zshrc')).isSymbolicLink()).toBe(true);
    expect(readFileSync(home('dotfiles', 'zshrc'), 'utf8')).toBe(text);
    expect(lstatSync(home('dotfiles', 'zshrc')).mode & 0o777).toBe(0o640);
  });

  it('of another root stays when one is uninstalled', () => {
    const env = { SHELL: '/bin/zsh' };
    const other = { ...env, GV_ROOT: home('other') };
    for (const each of [env, other]) expect(on.box.run(on.installer, ['-y'], { env: each }).status).toBe(0);
    expect(on.box.run(on.installer, ['--uninstall'], { env: other }).status).toBe(0);
    expect(linesOf(home('.zshrc'))).toHaveLength(1);
    expect(goOf(['zsh', '-i'])).toBe(home('.gv/shims/go'));
  });

  it('that cannot be written is told and printed, and the set-up goes on', () => {
    mkdirSync(home('.zshrc'));
    const done = on.box.run(on.installer, ['-y'], { env: { SHELL: '/bin/zsh' } });
    expect(done.status).toBe(0);
    expect(done.stderr).toBe(`install.sh: ${home('.zshrc')} is not a regular file: nothing is added to it\n`);
    expect(done.stdout).toContain(
      `Add this line there by hand, or where you keep your dotfiles:\n\n  ${LINE}\n`,
    );
    expect(existsSync(home('.gv', 'bin', 'gv'))).toBe(true);
  });

  it('is only shown without -y where nobody can answer, or without a home', () => {
    const shown = on.box.run(on.installer, [], { env: { SHELL: '/bin/zsh' }, input: 'y\n' });
    expect(shown.stdout).toContain(LINE);
    expect(existsSync(home('.zshrc'))).toBe(false);
    const homeless = on.box.run(on.installer, ['-y'], {
      env: { HOME: undefined, GV_ROOT: home('elsewhere') },
    });
    expect(homeless).toMatchObject({ status: 0, stderr: '' });
    expect(homeless.stdout).toContain(home('elsewhere', 'env'));
  });

  it.skipIf(!isPresent('script')).each([
    ['y\n', true],
    ['\n', true],
    ['n\n', false],
  ])('is offered on a terminal, and %j is heard', (input, written) => {
    const terminal = ['script', '-qefc', 'sh "$GV_TEST_INSTALLER"', join(on.box.directory, 'typescript')];
    const script = join(on.box.directory, 'on-terminal.sh');
    writeFileSync(script, 'exec "$@"\n');
    const done = on.box.run(script, terminal, {
      env: { SHELL: '/bin/zsh', GV_TEST_INSTALLER: on.installer },
      input,
    });
    expect(done.stdout).toContain('Write it? [Y/n]');
    expect(done.status).toBe(0);
    expect(existsSync(home('.zshrc'))).toBe(written);
  });
});
