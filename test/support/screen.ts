import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';
import { whereIs } from './shells.ts';
import { openTerminal, type Terminal, type TerminalSize } from './terminal.ts';

/** Why screens cannot be tested here, or undefined. */
export const NO_TMUX = whereIs('tmux') === undefined ? 'there is no tmux to make a terminal' : undefined;

export interface ScreenOpening {
  readonly size?: TerminalSize;
  readonly env?: Readonly<Record<string, string>>;
  /** The shell, with the arguments that keep it from reading anything of its user's. */
  readonly shell?: readonly [program: string, ...args: string[]];
}

const DASH = ['/bin/sh'] as const;

/** A shell in a real terminal, in the sandbox's project: a module that pins nothing. */
export async function openScreen(box: Sandbox, opening: ScreenOpening = {}): Promise<Terminal> {
  await writeFile(join(box.project, 'go.mod'), 'module example.test/m\n\ngo 1.21\n');
  const { size, shell = DASH, env = {} } = opening;
  const terminal = openTerminal(whereIs('tmux') ?? '', {
    command: shell,
    cwd: box.project,
    env: { ...box.env, PS1: '$ ', ...env },
    ...(size === undefined ? {} : { size }),
  });
  // What is typed before the prompt is there stands in front of it.
  await terminal.shows(/[$#%>]$/);
  return terminal;
}

/** Runs a command on a cleared screen; where it stood, `ended:` and its exit code can be seen afterwards. */
export async function run(terminal: Terminal, command: string): Promise<void> {
  terminal.type('clear');
  await terminal.sees(/^(?![^]*ended:)/);
  terminal.type(`clear; sh -c 'echo $$ >pid; exec ${command}'; echo "ended:$?"`);
}

/** Sends a signal to what `run` runs. */
export async function signal(box: Sandbox, name: NodeJS.Signals): Promise<void> {
  process.kill(Number(await readFile(join(box.project, 'pid'), 'utf8')), name);
}
