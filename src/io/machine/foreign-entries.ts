import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import { namesOrNothing } from '../disk/read.ts';

/** Entries that are looked at in one place. */
const MOST_ENTRIES = 1_000;

/** The first entry of a directory tree that belongs to another account, as `sudo go` leaves them; the top ones are looked at first. */
export function foreignEntry(
  directory: string,
): { readonly path: string; readonly owner: number } | undefined {
  const own = process.geteuid?.();
  const pending = [directory];
  let left = MOST_ENTRIES;
  for (let at = pending.shift(); at !== undefined && left > 0; at = pending.shift()) {
    for (const name of namesOrNothing(at).slice(0, left)) {
      left -= 1;
      const path = join(at, name);
      const stat = statOrNothing(path);
      if (stat === undefined) continue;
      if (stat.uid !== own) return { path, owner: stat.uid };
      if (stat.isDirectory()) pending.push(path);
    }
  }
  return undefined;
}

function statOrNothing(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return undefined;
    throw error;
  }
}
