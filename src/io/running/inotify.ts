import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import { namesOrNothing } from '../disk/read.ts';
import { readUpTo } from '../machine/kernel-file.ts';
import { ownProcesses } from './processes.ts';

/** The uses of inotify by the processes of this account. */
export interface InotifyUse {
  readonly instances: number;
  readonly watches: number;
}

/** Open files that are looked at: a browser has some hundreds. */
const MOST_FILES = 30_000;

/** Counts the inotify instances and watches of this account by its open files (proc_pid_fdinfo(5)); undefined where there are too many to look at. */
export function inotifyUse(proc: string): InotifyUse | undefined {
  let [left, instances, watches] = [MOST_FILES, 0, 0];
  for (const pid of ownProcesses(proc)) {
    const at = join(proc, String(pid));
    for (const fd of namesOrNothing(join(at, 'fd'))) {
      left -= 1;
      if (left < 0) return undefined;
      if (orEmpty(() => readlinkSync(join(at, 'fd', fd))) !== 'anon_inode:inotify') continue;
      instances += 1;
      watches +=
        orEmpty(() => readUpTo(join(at, 'fdinfo', fd), MOST_BYTES)).match(/^inotify /gm)?.length ?? 0;
    }
  }
  return { instances, watches };
}

/** Bytes of one table of watches, a line of 80 for each. */
const MOST_BYTES = 16 * 1024 * 1024;

/** A process may end, and close files, at every moment. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL')) return '';
    throw error;
  }
}
