import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildRequest, ChildRun } from '../../src/io/children/child.ts';
import { runBounded } from '../../src/io/children/run-bounded.ts';

/** A directory in which children of a test run. */
export interface Nursery extends Disposable {
  readonly folder: string;
  /** Runs a script of sh there, in a group of its own unless `changes` say else. */
  readonly sh: (script: string, changes?: Partial<ChildRequest>) => Promise<ChildRun>;
  /** The process whose number a script wrote into a file there. */
  readonly pidIn: (name: string) => number;
}

export function nursery(): Nursery {
  const folder = mkdtempSync(join(tmpdir(), 'gv-children-'));
  const env = { PATH: '/usr/bin:/bin' };
  return {
    folder,
    sh: (script, changes) =>
      runBounded({ program: '/bin/sh', args: ['-c', script], cwd: folder, env, group: 'own', ...changes }),
    pidIn: (name) => Number(readFileSync(join(folder, name), 'utf8')),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** Whether a process runs; a zombie, which its parent has not waited for yet, does not. */
export function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
