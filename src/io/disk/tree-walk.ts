import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { TreeEntry } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import { diskError } from './disk-error.ts';

/**
 * Everything in a directory and under it, no link followed. Fails with `disk` or `permission`, also when there is more
 * than any toolchain has: somebody named another directory.
 */
export function walkTree(root: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const name of namesAt(join(root, directory))) {
      const path = directory === '' ? name : `${directory}/${name}`;
      const entry = entryAt(root, path);
      entries.push(entry);
      if (entries.length > LIMITS.treeEntries) {
        throw new GvError('disk', `${root} holds more than any Go toolchain`, {
          hint: 'Name the GOROOT itself.',
        });
      }
      if (entry.kind === 'directory') pending.push(path);
    }
  }
  return entries;
}

function namesAt(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw diskError(error, directory);
  }
}

function entryAt(root: string, path: string): TreeEntry {
  try {
    const stat = lstatSync(join(root, path));
    return { path, kind: kindOf(stat), mode: stat.mode & 0o7777, size: stat.size };
  } catch (error) {
    throw diskError(error, join(root, path));
  }
}

function kindOf(stat: Stats): TreeEntry['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}
