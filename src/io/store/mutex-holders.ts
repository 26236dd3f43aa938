import { join } from 'node:path';
import { kill } from 'node:process';
import type { Layout } from '../../core/layout.ts';
import { isSystemError } from '../../errors.ts';
import { namesIn, readSmall } from '../disk/read.ts';

/** Who says of himself that he holds a lock. */
export interface Holder {
  /** The note beside the lock. */
  readonly file: string;
  /** The lock's name, e.g. `store` or `go1.22.5`. */
  readonly lock: string;
  readonly text: string;
  /** False when no process of that number runs: it was killed, and the kernel freed its lock. */
  readonly lives: boolean;
}

export function lockHolders(layout: Layout): readonly Holder[] {
  return namesIn(layout.locks)
    .filter((name) => name.endsWith('.lock.holder'))
    .map((name) => {
      const file = join(layout.locks, name);
      const text = readSmall(file)?.trim() ?? '';
      const process = Number(/^process ([0-9]{1,10}):/.exec(text)?.[1] ?? 0);
      return { file, lock: name.slice(0, -'.lock.holder'.length), text, lives: isRunning(process) };
    });
}

function isRunning(process: number): boolean {
  try {
    return process > 0 && kill(process, 0);
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return false;
    // Somebody else's process, which may not be signalled, lives.
    if (isSystemError(error, 'EPERM')) return true;
    throw error;
  }
}
