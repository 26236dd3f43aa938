import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface Timed {
  readonly ms: number;
  /** Largest resident set; 0 where GNU time is not installed. */
  readonly peakMb: number;
  /** User and system time; 0 where GNU time is not installed. */
  readonly cpuSeconds: number;
}

export interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A whole process, timed without blocking this one, in which the server may run. Throws when it fails. */
export async function timed(command: readonly string[], { cwd, env }: Place): Promise<Timed> {
  const measure = spawnSync('/usr/bin/time', ['--version']).status === 0;
  const [program = '', ...args] = measure
    ? ['/usr/bin/time', '-f', 'peak %M cpu %U %S', ...command]
    : command;
  const start = performance.now();
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [code] = (await once(child, 'close')) as [number | null];
  const ms = performance.now() - start;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${text}`);
  const [, peak = 0, user = 0, system = 0] = /peak (\d+) cpu ([\d.]+) ([\d.]+)/.exec(text) ?? [];
  return { ms, peakMb: Math.round(Number(peak) / 1024), cpuSeconds: Number(user) + Number(system) };
}
