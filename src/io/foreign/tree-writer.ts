import { join } from 'node:path';
import type { OtherWriter } from '../../trust/writers.ts';
import { entryAt, isOwn } from '../disk/access.ts';
import { untriedWriterOf, untriedWritersOf } from '../host/writers.ts';
import { walkTree } from '../tree/walk.ts';

/**
 * Another account, besides this one and root, that may change a tree: an entry of it, or a directory or a link on the way to it,
 * from `/` on. Nothing is tried in the tree. Fails with `permission` or `disk`.
 */
export function treeWriter(path: string): OtherWriter | undefined {
  const onTheWay = untriedWriterOf(path);
  if (onTheWay !== undefined) return onTheWay;
  return untriedWritersOf(walkTree(path).flatMap((entry) => entryAt(join(path, entry.path)) ?? []))[0];
}

/** Whether this account can remove a tree, as a directory in it that is another account's keeps what lies there. Fails as `treeWriter` does. */
export function isRemovable(path: string): boolean {
  if (!isOwn(path)) return false;
  const isRoot = process.geteuid?.() === 0;
  return (
    isRoot || walkTree(path).every((entry) => entry.kind !== 'directory' || isOwn(join(path, entry.path)))
  );
}
