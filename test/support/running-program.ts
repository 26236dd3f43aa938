import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Running extends AsyncDisposable {
  readonly pid: number;
  /** Ends it, and waits until it is gone. */
  end(): Promise<void>;
}

/** Starts a program that runs until it is ended, two minutes at most; it has been started when this returns. */
export async function running(
  [program = '', ...args]: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Running> {
  const child = spawn(program, args, {
    ...options,
    stdio: 'ignore',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  await once(child, 'spawn');
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  return { pid: child.pid ?? 0, end, [Symbol.asyncDispose]: end };
}

/** A program that does nothing but wait, under another name; not one that Go built. */
export function waitingProgram(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync('/usr/bin/sleep', path);
  return path;
}
