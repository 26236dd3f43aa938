import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran, Sandbox } from '../../support/sandbox.ts';
import { MUTATING, mutatingCalls, type MutatingCall } from './calls.ts';

/** The exit code of a gv that was killed. */
export const KILLED = 137;

/** Why no process can be traced here; undefined where it can. Containers may forbid ptrace(2). */
export function whyNoTrace(): string | undefined {
  const { status, stderr, error } = spawnSync('strace', ['-e', 'trace=rename', 'true'], { encoding: 'utf8' });
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? undefined : `strace may not trace here: ${stderr.trim().split('\n')[0] ?? ''}`;
}

/** Names as strace takes them: it passes over those, marked with `?`, that this machine's kernel does not have. */
const NAMES = MUTATING.map((name) => `?${name}`).join(',');

/** gv without its launcher, and with one thread for files: strace counts each thread for itself. */
function traced(box: Sandbox, options: readonly string[], args: readonly string[]): Promise<Ran> {
  const gv = [join(box.root, 'runtime', 'node'), join(box.root, 'lib', 'gv.js'), ...args];
  return box.run(['strace', '-f', '-qq', ...options, '--', ...gv], { env: { UV_THREADPOOL_SIZE: '1' } });
}

/** Runs a gv command to its end and gives its mutating calls below the root. Fails when gv does. */
export async function callsOf(box: Sandbox, args: readonly string[]): Promise<readonly MutatingCall[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gv-test-'));
  try {
    const log = join(folder, 'log');
    const ran = await traced(box, ['-y', '-o', log, '-e', `trace=${NAMES}`], args);
    if (ran.code !== 0) throw new Error(`gv ${args.join(' ')} ended with ${ran.code}: ${ran.stderr}`);
    return mutatingCalls(await readFile(log, 'utf8'), box.root);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a gv command and kills it with SIGKILL as it enters a call, before the kernel does anything. */
export function killedAt(box: Sandbox, args: readonly string[], { call, nth }: MutatingCall): Promise<Ran> {
  const options = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`];
  return traced(box, ['-o', '/dev/null', ...options], args);
}

/** Runs a gv command in which a call fails with EIO, from the n-th one of a thread on or (`only`) that one. */
export function failingAt(
  box: Sandbox,
  args: readonly string[],
  { call, nth, only = false }: Pick<MutatingCall, 'call' | 'nth'> & { readonly only?: boolean },
): Promise<Ran> {
  const when = only ? `${nth}` : `${nth}+`;
  const options = ['-e', `trace=${call}`, '-e', `inject=${call}:error=EIO:when=${when}`];
  return traced(box, ['-o', '/dev/null', ...options], args);
}
