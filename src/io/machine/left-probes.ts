import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFailure, isSystemError } from '../../errors.ts';
import { namesOrNothing } from '../disk/read.ts';
import { removeTree } from '../disk/write.ts';

/** The start of the name of every directory that a probe makes. */
export const PROBE_PREFIX = '.gv-probe-';
/** The rest of the name, as `privateDirectory` makes it. */
const NAME = /^\.gv-probe-[0-9a-f]{24}$/;
/** No probe takes that long, so a directory of this age is left from a gv that was killed. */
const OLD_MS = 60 * 60 * 1000;

/** Removes the directories that killed probes left in a directory: those of this account alone, and no links. */
export async function removeLeftProbes(directory: string): Promise<void> {
  for (const name of namesOrNothing(directory)) {
    const path = join(directory, name);
    if (!NAME.test(name) || !isLeft(path)) continue;
    try {
      await removeTree(path);
    } catch (error) {
      // Another gv may remove it at the same time; the next run tries again.
      if (!isDiskFailure(error)) throw error;
    }
  }
}

function isLeft(path: string): boolean {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() && stat.uid === process.geteuid?.() && Date.now() - stat.mtimeMs > OLD_MS;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EACCES')) return false;
    throw error;
  }
}
