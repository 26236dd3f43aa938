import { join } from 'node:path';
import type { OtherWriter } from '../../trust/writers.ts';
import { entryAt } from '../disk/access.ts';
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
