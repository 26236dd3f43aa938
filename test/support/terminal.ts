import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** How a terminal is opened: what runs in it, where, and the whole environment. */
export interface Opening {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size?: TerminalSize;
}

/** A real terminal, which tmux keeps: keys go in, the screen can be read. */
export interface Terminal extends Disposable {
  /** Types a line and Enter. */
  type(line: string): void;
  /** Presses keys by tmux's names, e.g. `Enter`, `C-c`, `Up`; anything else types itself. */
  press(...keys: readonly string[]): void;
  resize(size: TerminalSize): void;
  /** Types a text, and then presses keys by tmux's names, such as Tab or C-u. */
  write(text: string, ...keys: readonly string[]): void;
  /** Opens another window of the same tmux server, as a person would. */
  window(command: readonly string[]): void;
  /** All that was printed so far in the present window: each line begins with a newline, long ones are unbroken, blanks that fill it are gone. */
  screen(): string;
  /** What can be seen now, a row a line; `escapes` keeps its colours. */
  visible(how?: { readonly escapes: true }): string;
  /** Whether the cursor can be seen, and whether a program has the alternate screen. */
  state(): { readonly cursor: boolean; readonly alternate: boolean };
  /** The file of the terminal, to which another program may write. */
  device(): string;
  /** What a program has named the window. */
  title(): string;
  /** What a program has put on the clipboard. */
  clipboard(): string;
  /** Waits until the screen matches; fails after a minute and shows what stood there. */
  shows(wanted: RegExp): Promise<string>;
  /** The same for what can be seen now. */
  sees(wanted: RegExp): Promise<string>;
}

const USUAL: TerminalSize = { columns: 200, rows: 50 };
/** Milliseconds; a machine with much else to do needs them. */
const PATIENCE = 60_000;

/** Below a home: where this is, fish takes the manual pages for read. */
const FISH_MANUAL = '.local/share/fish/generated_completions';

/** Seconds that a tmux server lives at most. */
const LIFETIME = '600';

let count = 0;

/** Opens a terminal on a tmux server of its own, which ends with it. */
export function openTerminal(tmux: string, { command, cwd, env, size = USUAL }: Opening): Terminal {
  count += 1;
  const socket = `gv-test-${process.pid}-${count}`;
  const run = (...args: readonly string[]): string => {
    const { stdout, stderr, status } = spawnSync(tmux, ['-L', socket, '-f', '/dev/null', ...args], {
      cwd: '/',
      env: { ...env, LC_ALL: 'C.UTF-8', TERM: 'xterm' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`tmux ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  // At its first start in a home fish reads every manual page in the background, which takes a processor for a minute.
  if (env['HOME'] !== undefined) mkdirSync(join(env['HOME'], FISH_MANUAL), { recursive: true });
  run('new-session', '-d', '-x', `${size.columns}`, '-y', `${size.rows}`, '-c', cwd, ...command);
  // When the tests are killed, nobody else ends it.
  run('run-shell', '-b', '-d', LIFETIME, '-C', 'kill-server');
  // Long enough to tell an escape from the key that follows it, short enough for tests.
  run('set-option', '-s', 'escape-time', '10');
  run('set-option', '-s', 'set-clipboard', 'on');
  const screen = (): string =>
    `\n${run('capture-pane', '-p', '-J', '-S', '-').replaceAll(/ +$/gm, '')}`.trimEnd();
  const visible: Terminal['visible'] = (how) =>
    run('capture-pane', '-p', ...(how === undefined ? [] : ['-e'])).replaceAll(/ +$/gm, '');
  return {
    type(line) {
      run('send-keys', '-l', line);
      run('send-keys', 'Enter');
    },
    press: (...keys) => void run('send-keys', ...keys),
    resize: ({ columns, rows }) => void run('resize-window', '-x', `${columns}`, '-y', `${rows}`),
    write(text, ...keys) {
      if (text !== '') run('send-keys', '-l', text);
      if (keys.length > 0) run('send-keys', ...keys);
    },
    window: (other) => void run('new-window', '-c', cwd, ...other),
    screen,
    visible,
    state() {
      const [cursor, alternate] = run('display-message', '-p', '#{cursor_flag} #{alternate_on}')
        .trim()
        .split(' ');
      return { cursor: cursor === '1', alternate: alternate === '1' };
    },
    device: () => run('display-message', '-p', '#{pane_tty}').trim(),
    title: () => run('display-message', '-p', '#{pane_title}').trim(),
    clipboard: () => run('show-buffer'),
    shows: (wanted) => until(screen, wanted),
    sees: (wanted) => until(visible, wanted),
    [Symbol.dispose]: () => void spawnSync(tmux, ['-L', socket, 'kill-server']),
  };
}

async function until(read: () => string, wanted: RegExp): Promise<string> {
  const end = performance.now() + PATIENCE;
  let seen = read();
  while (!wanted.test(seen)) {
    if (performance.now() > end) throw new Error(`never saw ${String(wanted)}:\n${seen}`);
    await pause(20);
    seen = read();
  }
  return seen;
}
