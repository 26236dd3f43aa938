import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOOK_SHELLS, openHooked, sourceLine, type HookShell } from '../support/hook-shells.ts';
import { sampled } from '../support/sample.ts';
import { furnishedRoot, type ShellRoot } from '../support/shell-root.ts';
import { isPresent } from '../support/shells.ts';
import type { Terminal } from '../support/terminal.ts';

/** What zsh needs before anything completes: its user's own line. */
const COMPINIT = 'autoload -Uz compinit; compinit -D -u';

function linesBefore(shell: HookShell): readonly string[] {
  return shell.name === 'zsh' ? [COMPINIT] : [];
}

let made: ShellRoot;

/** What gv leaves after it read the release index. */
function knowRemote(versions: readonly string[]): void {
  mkdirSync(join(made.root, 'cache'), { recursive: true });
  writeFileSync(join(made.root, 'cache', 'remote-versions'), versions.map((each) => `${each}\n`).join(''));
}

async function open(shell: HookShell): Promise<Terminal> {
  const rc = [...linesBefore(shell), sourceLine(made, shell)];
  const terminal = openHooked(made, shell, { rc, whole: true });
  await terminal.shows(/\n0>$/);
  return terminal;
}

const CASES: readonly (readonly [typed: string, becomes: string])[] = [
  ['gv unin', 'gv uninstall'],
  ['gv resh', 'gv reshim'],
  ['gv uninstall 1.24', 'gv uninstall 1.24.9'],
  ['gv rm 1.20.0', 'gv rm 1.20.0'],
  ['gv install 1.26.', 'gv install 1.26.4'],
  ['gv add 1.99rc', 'gv add 1.99rc1'],
  ['gv install old', 'gv install oldstable'],
  ['gv use -g 1.24.', 'gv use -g 1.24.9'],
  ['gv install --unp', 'gv install --unproven'],
  ['gv ls --off', 'gv ls --offline'],
  ['gv install --source pr', 'gv install --source proxy'],
  ['gv --json outd', 'gv --json outdated'],
  ['gv config set toolchain-policy lo', 'gv config set toolchain-policy local'],
  ['gv config get auto', 'gv config get auto-install'],
  ['gv init fi', 'gv init fish'],
  ['gv help outd', 'gv help outdated'],
  ['gv install --keyring ./ke', 'gv install --keyring ./keys.asc'],
  ['gv exec 1.24.9 cat mai', 'gv exec 1.24.9 cat main.go'],
  ['gv exec 1.24.9 -- gof', 'gv exec 1.24.9 -- gofmt'],
];

describe.skipIf(!isPresent('tmux')).each(HOOK_SHELLS)('Tab after gv in $name', (shell) => {
  beforeEach(() => {
    made = furnishedRoot("it's $HOME");
    made.write('keys.asc', '');
    made.write('main.go', '');
    knowRemote(['1.99rc1', '1.27.0', '1.26.4', '1.24.9', '1.22.7', '1.22.6', '1.22.5']);
  });
  afterEach(() => made[Symbol.dispose]());

  it('completes commands, aliases, options, their values, versions and files', async () => {
    using terminal = await open(shell);
    for (const [typed, becomes] of sampled(CASES, shell.name === 'bash' ? 1 : 2)) {
      terminal.write(typed, 'Tab');
      await terminal.shows(new RegExp(`\\n0> ${becomes.replaceAll('.', '\\.')}$`));
      terminal.write('', 'C-e', 'C-u');
      await terminal.shows(/\n0>$/);
    }
  });

  it('shows lines first', async () => {
    using terminal = await open(shell);
    terminal.write('gv install ', 'Tab', 'Tab', 'Tab');
    const lines = await terminal.shows(/latest[\s\S]*1\.26/);
    expect(lines).not.toContain('1.22.6');
  });

  it('shows the releases of a line that is typed out, installed or not', async () => {
    using terminal = await open(shell);
    terminal.write('gv use 1.22', 'Tab', 'Tab', 'Tab');
    const seen = await terminal.shows(/1\.22\.6/);
    for (const version of ['1.22.5', '1.22.6', '1.22.7']) expect(seen).toContain(version);
    expect(seen).not.toMatch(/1\.2[0467]|1\.99/);
  });

  it('offers for uninstall what is installed, and nothing else', async () => {
    using terminal = await open(shell);
    terminal.write('gv uninstall ', 'Tab', 'Tab', 'Tab');
    const seen = await terminal.shows(/1\.8\.3/);
    for (const version of ['1.20.0', '1.20.3', '1.22.5', '1.24.9', '1.27.0', '1.27rc2', '1.9.2rc2']) {
      expect(seen).toContain(version);
    }
    expect(seen).not.toMatch(/1\.26|1\.22\.6|latest/);
  });

  it('neither shows nor runs a name that is no version', async () => {
    const names = [
      '1.$(touch ran)',
      '1.`touch ran`',
      '1.5;touch ran',
      '1.6.1\u001b[31mred',
      '1.7 7',
      '..',
      '1.4\nx',
    ];
    for (const name of names.filter((each) => each !== '..')) made.toolchain(name);
    using terminal = await open(shell);
    terminal.write('gv uninstall 1', 'Tab', 'Tab', 'Tab');
    const seen = await terminal.shows(/1\.8\.3/);
    expect(seen).not.toMatch(/touch|red|1\.[4567]/);
    expect(existsSync(join(made.project, 'ran'))).toBe(false);
  });

  it('neither shows nor runs what is no version in the list of releases', async () => {
    knowRemote(['1.27.0', '1.3.$(touch ran)', '1.3.1\u001b[31m']);
    using terminal = await open(shell);
    terminal.write('gv install 1', 'Tab', 'Tab', 'Tab');
    terminal.write('', 'C-e', 'C-u');
    await terminal.shows(/\n0>$/);
    expect(terminal.screen()).not.toMatch(/touch|1\.3/);
    expect(existsSync(join(made.project, 'ran'))).toBe(false);
  });

  it('starts no process', async () => {
    using terminal = await open(shell);
    terminal.type(`echo pid=$${shell.name === 'fish' ? 'fish_pid' : '$'}`);
    const [, pid = ''] = /\npid=(\d+)\n0>$/.exec(await terminal.shows(/\npid=\d+\n0>$/)) ?? [];
    // Page faults of children that were waited for, as proc(5) has it: none without a child.
    const reaped = (): number => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(fields[8]);
    };
    const before = reaped();
    for (const typed of ['gv uninst', 'gv use 1.24.', 'gv install 1.26.', 'gv exec 1.24.9 gof']) {
      terminal.write(typed, 'Tab');
      await terminal.shows(/\n0> gv (?:uninstall|use 1\.24\.9|install 1\.26\.4|exec 1\.24\.9 gofmt)$/);
      terminal.write('', 'C-e', 'C-u');
      await terminal.shows(/\n0>$/);
    }
    expect(reaped()).toBe(before);
    terminal.type('/bin/true');
    await terminal.shows(/true\n0>$/);
    expect(reaped()).toBeGreaterThan(before);
  });
});

describe.skipIf(!isPresent('tmux'))('beside the completion of Ghostview, which is called gv too', () => {
  beforeEach(() => {
    made = furnishedRoot();
  });
  afterEach(() => made[Symbol.dispose]());

  const other = 'other() { COMPREPLY=(ghost); }; complete -F other gv';
  const dumped = 'autoload -Uz compinit; compinit -u -d ~/dump; compinit -C -d ~/dump';
  it.each(
    (
      [
        ['bash', 'before', [other], []],
        ['bash', 'after', [], [other]],
        ['bash', 'before, under set -eu, set -f and failglob', [other], ['set -euf; shopt -s failglob']],
        ['zsh', 'compinit before', [COMPINIT], []],
        ['zsh', 'compinit after', [], [COMPINIT]],
        ['zsh', 'compinit that trusts its dump', [], [dumped]],
        ['zsh', 'odd options', [COMPINIT], ['setopt ksh_arrays sh_word_split no_unset noclobber']],
      ] as const
    ).flatMap(([name, title, before, after]) => {
      const shell = HOOK_SHELLS.find((each) => each.name === name);
      return shell === undefined ? [] : [[`${name}: ${title}`, shell, before, after] as const];
    }),
  )('%s', async (_title, shell, before, after) => {
    const rc = [...before, sourceLine(made, shell), ...after];
    using terminal = openHooked(made, shell, { rc, whole: true });
    await terminal.shows(/\n0>$/);
    terminal.write('gv unin', 'Tab');
    await terminal.shows(/\n0> gv uninstall$/);
    terminal.write('1.24', 'Tab');
    await terminal.shows(/\n0> gv uninstall 1\.24\.9$/);
  });
});
