import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShellRoot } from './shell-root.ts';
import { whereIs } from './shells.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** A shell with a hook, as a person uses it. */
export interface HookShell {
  readonly name: 'bash' | 'zsh' | 'fish';
  readonly path: string;
  /** Where its interactive start-up file lies in a home. */
  readonly rc: string;
  /** What the start-up file does to make the prompt show $? and `> `. */
  readonly prompt: string;
  /** `export NAME=VALUE` in its words. */
  readonly set: (name: string, value: string) => string;
}

const KNOWN: readonly Omit<HookShell, 'path'>[] = [
  { name: 'bash', rc: '.bashrc', prompt: "PS1='$?> '", set: (name, value) => `export ${name}='${value}'` },
  { name: 'zsh', rc: '.zshrc', prompt: "PROMPT='%?> '", set: (name, value) => `export ${name}='${value}'` },
  {
    name: 'fish',
    rc: '.config/fish/config.fish',
    prompt: "function fish_prompt; printf '%s> ' $status; end; set fish_greeting",
    set: (name, value) => `set -gx ${name} '${value}'`,
  },
];

/** The hooked shells that are here; missing ones are treated as `whereIs` treats them. */
export const HOOK_SHELLS: readonly HookShell[] = KNOWN.flatMap((shell) => {
  const path = whereIs(shell.name);
  return path === undefined ? [] : [{ ...shell, path }];
});

/** The line that an rc file holds. */
export function sourceLine(made: ShellRoot, shell: HookShell): string {
  const root = made.root.replaceAll('$', '\\$');
  return shell.name === 'fish' ? `source "${root}/env.fish"` : `. "${root}/env"`;
}

/** Writes the start-up file: the prompt, then what sources gv, then whatever else a person has there. */
export function writeRc(made: ShellRoot, shell: HookShell, lines: readonly string[]): void {
  const file = join(made.home, shell.rc);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, [shell.prompt, ...lines, ''].join('\n'));
}

export interface Hooked {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Lines of the start-up file after the one that sources gv; or all of them with `whole`. */
  readonly rc?: readonly string[];
  readonly whole?: true;
}

/** Opens the shell in a real terminal, as a new user would after install.sh. */
export function openHooked(made: ShellRoot, shell: HookShell, options: Hooked = {}): Terminal {
  const lines = options.rc ?? [];
  writeRc(made, shell, options.whole === true ? lines : [sourceLine(made, shell), ...lines]);
  const env = { HOME: made.home, PATH: '/usr/bin:/bin', SHELL: shell.path, ...options.env };
  return openTerminal(whereIs('tmux') ?? '', {
    command: [shell.path],
    cwd: options.cwd ?? made.project,
    env,
  });
}
