import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  emptyHome,
  listing,
  useUnpackedRelease,
  type EmptyHome,
  type Outcome,
  type Run,
} from '../../support/set-up.ts';
import { isPresent } from '../../support/shells.ts';
import { startUpScript } from '../../support/start-up-script.ts';

const on = useUnpackedRelease();

const LINE = '[ ! -r "$HOME/.gv/env" ] || . "$HOME/.gv/env"';

function home(...parts: readonly string[]): string {
  return join(on.box.home, ...parts);
}

/** Has install.sh write the line, or take it away, without a gv. */
function writeLine(env: NonNullable<Run['env']>, how: '-y' | '--uninstall' = '-y', box = on.box): Outcome {
  return box.run(startUpScript(box.directory), [how], { env });
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('added by gv'));
}

/** Lets a real interactive or login shell read its start-up files, and tells which go it would run. */
function goOf(shell: readonly string[], box = on.box): string {
  const script = join(box.directory, 'ask.sh');
  writeFileSync(script, 'command -v go\n');
  return box.run(script, [], { shell }).stdout.trim();
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

/** What a home has beside gv itself, and what shells leave there. */
function startUpFiles(directory: string): readonly string[] {
  return listing(directory).filter((line) => !/^\.(?:gv|local|cache|config|bash_history)/.test(line));
}

describe('the lines of install.sh -y', () => {
  let box: EmptyHome;
  beforeAll(() => {
    box = emptyHome();
    expect(box.run(on.installer, [])).toMatchObject({ status: 0, stderr: '' });
    expect(startUpFiles(box.home)).toEqual([]);
  });
  afterAll(() => box.remove());

  for (const { name, shell, files, before = [], ask } of CASES) {
    const present = ask.every(([command = '']) => isPresent(command));
    it.skipIf(!present)(`are one in each file of ${name}, and that shell then finds the shims`, () => {
      for (const file of before) writeFileSync(join(box.home, file), '');
      const env = { SHELL: shell };
      for (const _ of ['first', 'again'])
        expect(writeLine(env, '-y', box)).toMatchObject({ status: 0, stderr: '' });
      for (const file of files) expect(linesOf(join(box.home, file))).toHaveLength(1);
      for (const how of ask) expect(goOf(how, box)).toBe(join(box.home, '.gv/shims/go'));
      expect(writeLine(env, '--uninstall', box).status).toBe(0);
      expect(startUpFiles(box.home)).toEqual(before.map((file) => `${file} 100644 0`));
      for (const file of before) rmSync(join(box.home, file));
      expect(existsSync(join(box.home, '.config/fish/conf.d/gv.fish'))).toBe(false);
    });
  }
});

describe('the line in a start-up file', () => {
  it('stands where ZDOTDIR says, and after a last line without its end', () => {
    mkdirSync(home('z'));
    writeFileSync(home('z', '.zshrc'), 'setopt autocd');
    expect(writeLine({ SHELL: '/bin/zsh', ZDOTDIR: home('z') }).status).toBe(0);
    expect(readFileSync(home('z', '.zshrc'), 'utf8')).toBe(`setopt autocd\n${LINE} # added by gv\n`);
  });

  it('names another root literally, quoted', () => {
    const root = home(`it's $HOME`);
    expect(on.box.run(on.installer, ['-y'], { env: { GV_ROOT: root, SHELL: '/bin/sh' } }).status).toBe(0);
    expect(goOf(['dash', '-l'])).toBe(join(root, 'shims', 'go'));
  });

  it('does not break a login when gv is gone', () => {
    expect(writeLine({ SHELL: '/bin/sh', GV_ROOT: home('gone') }).status).toBe(0);
    rmSync(home('gone'), { recursive: true });
    expect(linesOf(home('.profile'))).toHaveLength(1);
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
    expect(writeLine(env).status).toBe(0);
    expect(readFileSync(home('dotfiles', 'zshrc'), 'utf8')).toBe(`${text}${LINE} # added by gv\n`);
    expect(writeLine(env, '--uninstall').status).toBe(0);
    expect(lstatSync(home('.zshrc')).isSymbolicLink()).toBe(true);
    expect(readFileSync(home('dotfiles', 'zshrc'), 'utf8')).toBe(text);
    expect(lstatSync(home('dotfiles', 'zshrc')).mode & 0o777).toBe(0o640);
  });

  it('of another root stays when one is uninstalled', () => {
    const env = { SHELL: '/bin/zsh' };
    const other = { ...env, GV_ROOT: home('other') };
    for (const each of [env, other]) expect(writeLine(each).status).toBe(0);
    expect(linesOf(home('.zshrc'))).toHaveLength(2);
    expect(writeLine(other, '--uninstall').status).toBe(0);
    expect(linesOf(home('.zshrc'))).toEqual([expect.stringContaining(LINE)]);
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
    const unasked = { env: { SHELL: '/bin/zsh' }, input: 'y\n' };
    const shown = on.box.run(startUpScript(on.box.directory), [], unasked);
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
    const terminal = ['script', '-qefc', 'sh "$GV_TEST_SCRIPT"', join(on.box.directory, 'typescript')];
    const script = join(on.box.directory, 'on-terminal.sh');
    writeFileSync(script, 'exec "$@"\n');
    const done = on.box.run(script, terminal, {
      env: { SHELL: '/bin/zsh', GV_TEST_SCRIPT: startUpScript(on.box.directory) },
      input,
    });
    expect(done.stdout).toContain('Write it? [Y/n]');
    expect(done.status).toBe(0);
    expect(existsSync(home('.zshrc'))).toBe(written);
  });
});
