import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quotedFor } from '../../src/core/shells/quote.ts';
import { SHELLS, type StartUp } from '../../src/core/shells/shells.ts';
import type { ShellRoot } from './shell-root.ts';
import { whereIs } from './shells.ts';
import { openTerminal, type Terminal } from './terminal.ts';

type HookName = Extract<(typeof SHELLS)[number], { readonly hook: true }>['name'];

/** A shell with a hook, as a person uses it. */
export interface HookShell {
  readonly name: HookName;
  readonly path: string;
  /** Where its interactive start-up file lies in a home. */
  readonly rc: string;
  /** What the start-up file does to make the prompt show $? and `> `. */
  readonly prompt: string;
  /** `export NAME=VALUE` in its words. */
  readonly set: (name: string, value: string) => string;
}

const PROMPTS: Readonly<Record<HookName, string>> = {
  bash: "PS1='$?> '",
  zsh: "PROMPT='%?> '",
  fish: "function fish_prompt; printf '%s> ' $status; end; set fish_greeting",
};

/** Where `startUp.below` lies in a home, unless a variable says otherwise. */
const BELOW: Readonly<Record<StartUp['below'], string>> = { home: '', zdotdir: '', fish: '.config/fish' };

/** The hooked shells that are here; missing ones are treated as `whereIs` treats them. */
export const HOOK_SHELLS: readonly HookShell[] = SHELLS.filter((row) => row.hook).flatMap((row) => {
  const { name, quoting, startUp } = row;
  const path = whereIs(name);
  if (path === undefined) return [];
  const set = (variable: string, value: string): string =>
    `${name === 'fish' ? `set -gx ${variable} ` : `export ${variable}=`}${quotedFor(quoting, value)}`;
  return [{ name, path, rc: join(BELOW[startUp.below], startUp.interactive), prompt: PROMPTS[name], set }];
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
