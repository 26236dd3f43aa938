import { join } from 'node:path';
import { kill } from 'node:process';
import type { Layout } from '../../core/layout.ts';
import { isSystemError } from '../../errors.ts';
import { namesIn, readSmall } from '../disk/read.ts';

/** A process that left a note that it holds a mutex. */
export interface Holder {
  /** The note beside the mutex. */
  readonly file: string;
  /** The mutex's name, e.g. `store` or `go1.22.5`. */
  readonly mutex: string;
  readonly text: string;
  /** False when no process of that number runs: the holder was killed, and the kernel freed its mutex. */
  readonly lives: boolean;
}

export function mutexHolders(layout: Layout): readonly Holder[] {
  return namesIn(layout.mutexes)
    .filter((name) => name.endsWith('.lock.holder'))
    .map((name) => {
      const file = join(layout.mutexes, name);
      const text = readSmall(file)?.trim() ?? '';
      const process = Number(/^process ([0-9]{1,10}):/.exec(text)?.[1] ?? 0);
      return { file, mutex: name.slice(0, -'.lock.holder'.length), text, lives: isRunning(process) };
    });
}

/** Whether a process of that number runs, of whatever account. */
export function isRunning(process: number): boolean {
  try {
    return process > 0 && kill(process, 0);
  } catch (error) {
    if (isSystemError(error, 'ESRCH')) return false;
    // EPERM: the process runs under another account.
    if (isSystemError(error, 'EPERM')) return true;
    throw error;
  }
}
