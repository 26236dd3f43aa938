import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { TreeEntry } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import { onDisk } from '../disk/disk-error.ts';

/**
 * All entries below a directory, no link followed. Fails with `permission` or `disk`; with `disk` also for more entries than
 * any toolchain has, as when the user named `/`. A directory that `leave` takes is listed, and nothing in it.
 */
export function walkTree(
  root: string,
  leave: (directory: string) => boolean = () => false,
): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const name of onDisk(join(root, directory), (path) => readdirSync(path))) {
      const path = directory === '' ? name : `${directory}/${name}`;
      const entry = entryAt(root, path);
      entries.push(entry);
      if (entries.length > LIMITS.treeEntries) {
        throw new GvError('disk', `${root} holds more than any Go toolchain`, {
          hint: 'Name the GOROOT itself.',
        });
      }
      if (entry.kind === 'directory' && !leave(path)) pending.push(path);
    }
  }
  return entries;
}

function entryAt(root: string, path: string): TreeEntry {
  const stat = onDisk(join(root, path), (full) => lstatSync(full));
  return { path, kind: kindOf(stat), mode: stat.mode & 0o7777, size: stat.size };
}

function kindOf(stat: Stats): TreeEntry['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}
