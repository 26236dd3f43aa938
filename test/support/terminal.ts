import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How a terminal is opened: what runs in it, where, and the whole environment. */
export interface Opening {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A real terminal, which tmux keeps: keys go in, the screen can be read. */
export interface Terminal extends Disposable {
  /** Types a line and Enter. */
  type(line: string): void;
  /** Types a text, and then presses keys by tmux's names, such as Tab or C-u. */
  press(text: string, ...keys: readonly string[]): void;
  /** Opens another window of the same tmux server, as a person would. */
  window(command: readonly string[]): void;
  /** All that was printed so far in the present window: each line begins with a newline, long ones are unbroken, blanks that fill it are gone. */
  screen(): string;
  /** Waits until the screen matches; fails after ten seconds and shows what stood there. */
  shows(wanted: RegExp): Promise<string>;
}

let count = 0;

/** Opens a terminal on a tmux server of its own, which ends with it. */
export function openTerminal(tmux: string, { command, cwd, env }: Opening): Terminal {
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
  run('new-session', '-d', '-x', '200', '-y', '50', '-c', cwd, ...command);
  const screen = (): string =>
    `\n${run('capture-pane', '-p', '-J', '-S', '-').replaceAll(/ +$/gm, '')}`.trimEnd();
  return {
    type(line) {
      run('send-keys', '-l', line);
      run('send-keys', 'Enter');
    },
    press(text, ...keys) {
      if (text !== '') run('send-keys', '-l', text);
      if (keys.length > 0) run('send-keys', ...keys);
    },
    window: (other) => void run('new-window', '-c', cwd, ...other),
    screen,
    async shows(wanted) {
      const end = performance.now() + 10_000;
      let seen = screen();
      while (!wanted.test(seen)) {
        if (performance.now() > end) throw new Error(`never saw ${String(wanted)}:\n${seen}`);
        await pause(20);
        seen = screen();
      }
      return seen;
    },
    [Symbol.dispose]: () => void spawnSync(tmux, ['-L', socket, 'kill-server']),
  };
}
