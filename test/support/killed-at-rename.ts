import { join } from 'node:path';
import type { Ran, Sandbox } from './sandbox.ts';

/** Runs gv under strace and kills it with SIGKILL as it enters its n-th rename: between any two steps that others can see. */
export function killedAtRename(box: Sandbox, n: number, args: readonly string[]): Promise<Ran> {
  const calls = 'rename,renameat,renameat2';
  const inject = `inject=${calls}:signal=SIGKILL:when=${n}`;
  const trace = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject];
  const gv = [join(box.root, 'runtime', 'node'), join(box.root, 'lib', 'gv.js')];
  // strace counts for each thread, so all file system calls go through one.
  return box.run([...trace, ...gv, ...args], { env: { UV_THREADPOOL_SIZE: '1' } });
}
