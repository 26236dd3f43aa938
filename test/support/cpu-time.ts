import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended, RunOptions, ShellRoot } from './shell-root.ts';

/** Runs a program and leaves, in the file $0, what the shell and its children have used. */
const COUNTED = 'times=$0; "$@"; code=$?; times >"$times"; exit "$code"';

export interface Counted extends Ended {
  /** Seconds of CPU time, user and system, of the program and of all that it waited for. */
  readonly cpu: number;
}

/** Runs the shim of go and counts its CPU time, which a busy machine hardly changes, as it does wall time. */
export async function countedGo(made: ShellRoot, { shell, ...options }: RunOptions): Promise<Counted> {
  const file = join(made.home, 'times');
  const command = [...(shell?.command ?? []), join(made.root, 'shims', 'go'), 'version'];
  const ended = await made.run('dash', ['-c', COUNTED, file, ...command], options);
  const [, ofChildren = ''] = readFileSync(file, 'utf8').split('\n');
  rmSync(file);
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return { ...ended, cpu: seconds.reduce((sum, each) => sum + each, 0) };
}
