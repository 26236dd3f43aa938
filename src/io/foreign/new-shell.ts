import { basename, isAbsolute } from 'node:path';
import { shellNamed } from '../../core/shells/shells.ts';
import type { World } from '../../world.ts';
import { keptText } from '../children/kept-output.ts';
import { runBounded } from '../children/run-bounded.ts';
import { isExecutable } from '../disk/access.ts';

/** The go of a new shell. */
export interface NewShell {
  /** `bash` */
  readonly shell: string;
  /** Absolute path, or what the shell says of a function or an alias; undefined where it finds no go. */
  readonly go: string | undefined;
}

/** Start-up files may be slow, or wait for input. */
const DEADLINE_MS = 5_000;

/** The PATH of a terminal before any start-up file: what this shell was given since must not answer. */
const FIRST_PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * Starts the person's shell (SHELL) as a new terminal does, with its start-up files, in the home, and asks it for its go. No go is
 * run. Undefined for a shell that gv does not know, and where none answers in time.
 */
export async function goInNewShell({ env, home, signal }: World): Promise<NewShell | undefined> {
  const program = env['SHELL'] ?? '';
  const row = shellNamed(basename(program));
  if (row === undefined || home === undefined || !isAbsolute(program) || !isExecutable(program))
    return undefined;
  const kept = ['HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LC_ALL', 'XDG_CONFIG_HOME', 'ZDOTDIR'];
  const { end, stdout } = await runBounded({
    program,
    args: ['-ic', `${PROMPT[row.name] ?? ''}echo ${MARK}; command -v go`],
    cwd: home,
    env: { ...Object.fromEntries(kept.map((name) => [name, env[name]])), PATH: FIRST_PATH, TERM: 'dumb' },
    group: 'own',
    deadline: DEADLINE_MS,
    signal,
    drop: ['stderr'],
  });
  // Start-up files may print anything before.
  const [, after] = keptText(stdout).split(`${MARK}\n`);
  if (end.kind !== 'exited' || after === undefined) return undefined;
  const go = after.trim().split('\n')[0] ?? '';
  return { shell: row.name, go: go === '' ? undefined : go };
}

const MARK = 'gv-asks-for-go';

/** The first prompt, which -c leaves out: hooks that run there, gv's among them, may change PATH. */
const PROMPT: Readonly<Record<string, string>> = {
  bash: 'for gv_each in "${PROMPT_COMMAND[@]}"; do eval "$gv_each"; done >/dev/null 2>&1; ',
  zsh: 'for gv_each in $precmd_functions; do $gv_each; done >/dev/null 2>&1; ',
  fish: 'emit fish_prompt >/dev/null 2>&1; ',
};
