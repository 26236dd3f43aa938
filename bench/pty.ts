import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program on a terminal of its own, which util-linux's `script` makes. */
export interface Pty extends AsyncDisposable {
  /** Of the program itself. */
  readonly pid: number;
  /** Milliseconds from the program's start until it has written this text. */
  shows(text: string): Promise<number>;
  /** Milliseconds from a key until the program has drawn this text and finished the frame. */
  press(key: string, wanted: string): Promise<number>;
  /** Waits until the program has written nothing for half a second. */
  quiet(): Promise<void>;
  pause(ms: number): Promise<void>;
}

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The text that ink sends after each frame: the end of a synchronized update. */
const END_OF_FRAME = '\u001b[?2026l';
const QUIET_MS = 500;
const PATIENCE_MS = 20_000;

/** Opens a terminal of 100 × 30 and starts the command in it; the time runs from the moment when the shell hands over. */
export async function openPty(command: string, { cwd, env }: Place): Promise<Pty> {
  const line = `stty cols 100 rows 30; echo "start $$"; exec ${command}`;
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    cwd,
    env: { ...env, PWD: cwd, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let text = '';
  let wake: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    wake();
  });
  const until = async (isThere: () => boolean): Promise<number> => {
    const end = performance.now() + PATIENCE_MS;
    while (!isThere()) {
      if (performance.now() > end) throw new Error(`${command} did not answer:\n${text}`);
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await Promise.race([promise, sleep(PATIENCE_MS, undefined, { ref: false })]);
    }
    return performance.now();
  };
  const started = await until(() => /start \d+\r\n/.test(text));
  return {
    pid: Number(/start (\d+)/.exec(text)?.[1]),
    shows: async (wanted) => (await until(() => text.includes(wanted))) - started,
    async press(key, wanted) {
      const before = text.length;
      const pressed = performance.now();
      child.stdin.write(key);
      const isDrawn = (): boolean => {
        const at = text.indexOf(wanted, before);
        return at >= 0 && text.includes(END_OF_FRAME, at);
      };
      return (await until(isDrawn)) - pressed;
    },
    async quiet() {
      for (let before = -1; before !== text.length; await sleep(QUIET_MS)) before = text.length;
    },
    pause: (ms) => sleep(ms),
    async [Symbol.asyncDispose]() {
      child.stdin.write('q');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    },
  };
}

/** The unit of the kernel's counters: a hundredth of a second. */
export const TICK_MS = 10;

/** Milliseconds in user and system mode: fields 14 and 15 of proc(5)'s stat, counted after the name, which may hold blanks. */
export async function processorTime(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
