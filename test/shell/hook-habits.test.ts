import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine, type HookShell } from '../support/hook-shells.ts';
import { furnishedRoot, writeTool, type ShellRoot } from '../support/shell-root.ts';
import { isPresent } from '../support/shells.ts';

interface Habit {
  readonly title: string;
  readonly shell: 'bash' | 'zsh' | 'fish';
  /** Lines of the start-up file before and after the one that sources gv. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const THEME = 'theme() { PS1="$?> "; }';
const ALIASES = ['read', '[', 'test', 'printf', 'local', 'unset', 'export', 'cd', '.', 'gv'];
const aliases = ALIASES.map((name) => `alias -- '${name}'='echo broken'`);
/** What mise does: puts its own directories first, again before each prompt. */
const OTHER = 'other() { case $PATH in "$HOME/other":*) ;; *) PATH=$HOME/other:$PATH ;; esac; }';

const HABITS: readonly Habit[] = [
  { title: 'set -eu', shell: 'bash', after: ['set -eu'] },
  {
    title: 'a theme before, ended by a semicolon',
    shell: 'bash',
    before: [THEME, 'PROMPT_COMMAND="theme; "'],
  },
  { title: 'a theme before, as an array', shell: 'bash', before: [THEME, 'PROMPT_COMMAND=(theme true)'] },
  { title: 'a theme after', shell: 'bash', after: [THEME, 'PROMPT_COMMAND="theme; $PROMPT_COMMAND"'] },
  {
    title: 'a theme after, as an array',
    shell: 'bash',
    after: [THEME, 'PROMPT_COMMAND=(theme "${PROMPT_COMMAND[@]}")'],
  },
  {
    title: 'a theme after, which shows the exit code itself',
    shell: 'bash',
    after: [THEME, 'PROMPT_COMMAND="$PROMPT_COMMAND; theme"'],
  },
  { title: 'a manager that takes the head of PATH', shell: 'bash', before: [OTHER, 'PROMPT_COMMAND=other'] },
  { title: 'CDPATH', shell: 'bash', after: ['CDPATH=/tmp:/'] },
  { title: 'an odd IFS', shell: 'bash', after: ['IFS=_0123456789./gvo'] },
  {
    title: 'aliases named as builtins',
    shell: 'bash',
    before: aliases.slice(0, -3),
    after: aliases.slice(-1),
  },
  {
    title: 'options that change the language',
    shell: 'bash',
    after: ['shopt -s failglob nullglob nocasematch extglob', 'set -fC'],
  },
  { title: 'posix mode', shell: 'bash', before: ['set -o posix'] },
  {
    title: 'set -u in front, with no PROMPT_COMMAND',
    shell: 'bash',
    before: ['unset PROMPT_COMMAND', 'set -u'],
  },
  { title: 'set -k', shell: 'bash', before: ['set -k'] },
  { title: 'set -a', shell: 'bash', before: ['set -a'] },
  { title: 'set -eu', shell: 'zsh', after: ['set -u', 'setopt err_return'] },
  { title: 'a precmd of its own', shell: 'zsh', before: ['precmd() { true }', 'precmd_functions=(true)'] },
  {
    title: 'a manager that takes the head of PATH',
    shell: 'zsh',
    before: [OTHER, 'precmd_functions=(other)'],
  },
  { title: 'a manager that comes behind', shell: 'zsh', after: [OTHER, 'precmd_functions+=(other)'] },
  { title: 'CDPATH', shell: 'zsh', after: ['CDPATH=/tmp:/'] },
  { title: 'an odd IFS', shell: 'zsh', after: ['IFS=_0123456789./gvo'] },
  {
    title: 'aliases named as builtins',
    shell: 'zsh',
    before: aliases.slice(0, -3),
    after: aliases.slice(-1),
  },
  {
    title: 'options that change the language, before',
    shell: 'zsh',
    before: ['setopt ksh_arrays sh_word_split null_glob extended_glob no_unset warn_create_global noclobber'],
  },
  {
    title: 'options that change the language, after',
    shell: 'zsh',
    after: ['setopt ksh_arrays sh_word_split null_glob glob_subst no_unset warn_create_global noclobber'],
  },
  { title: 'float arithmetic, before', shell: 'zsh', before: ['setopt force_float'] },
  { title: 'float arithmetic, after', shell: 'zsh', after: ['setopt force_float'] },
  {
    title: 'a handler of its own',
    shell: 'fish',
    after: ['function mine --on-event fish_prompt; false; end'],
  },
  {
    title: 'a manager that comes behind',
    shell: 'fish',
    after: [
      'function other --on-event fish_prompt; set PATH $HOME/other (string match -v $HOME/other $PATH); end',
    ],
  },
  { title: 'fish_add_path', shell: 'fish', after: ['fish_add_path -P /usr/sbin'] },
];

const present = isPresent('tmux');

describe.skipIf(!present)('the hook beside what people have in their start-up files', () => {
  let made: ShellRoot;
  beforeEach(() => {
    made = furnishedRoot("it's $HOME");
    writeTool(join(made.home, 'other', 'go'), 'other');
    made.write('old/.tool-versions', 'golang 1.20.3\n');
    made.write('new/.go-version', '1.27.0\n');
    made.write('missing/.go-version', '1.23.7\n');
  });
  afterEach(() => made[Symbol.dispose]());

  it.each(
    HABITS.flatMap((habit) => {
      const shell = HOOK_SHELLS.find(({ name }) => name === habit.shell);
      return shell === undefined ? [] : [[`${habit.shell}: ${habit.title}`, habit, shell] as const];
    }),
  )('%s', async (_title, { before = [], after = [] }, shell) => {
    const source =
      shell.name === 'fish'
        ? `source "${made.root.replace('$', '\\$')}/env.fish"`
        : `. "${made.root.replace('$', '\\$')}/env"`;
    using terminal = openHooked(made, shell, { rc: [...before, source, ...after], whole: true });
    await terminal.shows(/\n0>$/);
    terminal.type(`cd ${made.project}/old; true`);
    await terminal.shows(/; true\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
    terminal.type(`cd ${made.project}/new && false || true && true`);
    await terminal.shows(/ true\ngo 1\.27\.0 \(\.go-version\)\n0>$/);
    terminal.type('clear; command -v go');
    await terminal.shows(/^\n+\/tmp\/.*\/shims\/go\n0>$/);
    terminal.type('! true');
    await terminal.shows(/! true\n1>$/);
    terminal.type(`cd ${made.project}/missing; go || true`);
    const seen = await terminal.shows(/\ngv: Go 1\.23\.7 is not .*\ngv: Go 1\.23\.7 is not .*\n0>$/);
    expect(seen).not.toMatch(/broken|not found|unbound|no match|bad|error/i);
  });

  describe.runIf(isPresent('bash'))('in bash', () => {
    const inBash = (): HookShell => {
      const bash = HOOK_SHELLS.find(({ name }) => name === 'bash');
      if (bash === undefined) throw new Error('bash is here, and is not');
      made[Symbol.dispose]();
      made = furnishedRoot();
      made.write('old/.tool-versions', 'golang 1.20.3\n');
      return bash;
    };

    it('a theme that took the hook away: go is right, and the next gv brings the hook back', async () => {
      const shell = inBash();
      using terminal = openHooked(made, shell, { rc: ['PROMPT_COMMAND=true'] });
      await terminal.shows(/\n0>$/);
      terminal.type('cd old; go');
      await terminal.shows(/\ngo1\.20\.3 0 GOROOT=none\n0>$/);
      terminal.type('gv --version');
      await terminal.shows(/\ngv 0\.0\.0\ngo 1\.20\.3 \(\.tool-versions\)\n0>$/);
      terminal.type('PROMPT_COMMAND=true; cd ..; clear; gv --version');
      await terminal.shows(/^\n+gv 0\.0\.0\ngo 1\.27\.0 \(the newest installed\)\n0>$/);
    });

    it('a readonly PROMPT_COMMAND: no hook, and gv works', async () => {
      const shell = inBash();
      const rc = ['readonly PROMPT_COMMAND=true', sourceLine(made, shell), 'cd old'];
      using terminal = openHooked(made, shell, { rc, whole: true });
      await terminal.shows(/^\n+0>$/);
      terminal.type('clear; gv current && gv --version && go');
      await terminal.shows(/^\n+1\.20\.3 \(set by .*\)\ngv 0\.0\.0\ngo1\.20\.3 0 GOROOT=none\n0>$/);
    });

    it('an ERR trap runs once for each failed command, and a prompt command behind the hook sees the status', async () => {
      const rc = [
        "trap 'echo trapped' ERR",
        'set -E',
        'later() { echo "status $?"; }',
        'PROMPT_COMMAND+=(later)',
      ];
      const shell = inBash();
      using terminal = openHooked(made, shell, { rc });
      await terminal.shows(/status 0\n0>$/);
      terminal.type('clear; (exit 7)');
      await terminal.shows(/^\n+trapped\nstatus 7\n7>$/);
    });

    it('an exported PROMPT_COMMAND says nothing in a bash without the hook', async () => {
      const shell = inBash();
      using terminal = openHooked(made, shell, { rc: ['export PROMPT_COMMAND'] });
      await terminal.shows(/\n0>$/);
      terminal.type('clear; PS1="inner> " bash --norc');
      await terminal.shows(/^\n+inner>$/);
    });
  });
});
