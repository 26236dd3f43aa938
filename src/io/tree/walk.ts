import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import type { TreeEntry } from '../../core/toolchain/tree-check.ts';
import { GvError } from '../../errors.ts';
import { onDisk } from '../disk/disk-error.ts';

/**
 * The entries below a directory one by one, no link followed. Fails with `permission` or `disk`; with `disk` also for more entries than
 * any toolchain has, as when the user named `/`. A directory that `leave` takes is listed, and nothing in it.
 */
export function* walk(
  root: string,
  leave: (directory: string) => boolean = () => false,
): Generator<TreeEntry, void> {
  const pending = [''];
  let count = 0;
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    for (const name of onDisk(join(root, directory), (path) => readdirSync(path))) {
      const path = directory === '' ? name : `${directory}/${name}`;
      // No release has a name that is no text. Its bytes are lost here, so that nothing can be asked about the entry.
      const entry = name.includes('\ufffd') ? nameless(path) : entryAt(`${root}/${path}`, path);
      count += 1;
      if (count > LIMITS.treeEntries) {
        throw new GvError('disk', `${root} holds more than any Go toolchain`, {
          hint: 'Name the GOROOT itself.',
        });
      }
      if (entry.kind === 'directory' && !leave(path)) pending.push(path);
      yield entry;
    }
  }
}

/** All entries below a directory, likewise. */
export function walkTree(root: string): readonly TreeEntry[] {
  return [...walk(root)];
}

function entryAt(full: string, path: string): TreeEntry {
  const stat = onDisk(full, (at) => lstatSync(at));
  return { path, kind: kindOf(stat), mode: stat.mode & 0o7777, size: stat.size };
}

function nameless(path: string): TreeEntry {
  return { path, kind: 'other', mode: 0, size: 0 };
}

function kindOf(stat: Stats): TreeEntry['kind'] {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'directory';
  return stat.isSymbolicLink() ? 'link' : 'other';
}
