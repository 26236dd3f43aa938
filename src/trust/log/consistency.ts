import { LogFork } from './failure.ts';
import { equalHashes, HASH_BYTES, joinRows } from './merkle.ts';
import { edgeOf } from './tile.ts';
import type { TreeHead } from './tree-head.ts';
import type { ProvenTree } from './tree.ts';

/**
 * Proves that the tree of `older`, which is no larger, is the beginning of `tree`. Fails with `log-fork` when both are
 * signed and they disagree, else as the tree's tiles do: wrong tiles never look like a fork.
 */
export async function checkContinues(older: TreeHead, tree: ProvenTree): Promise<void> {
  const root = await rootAt(tree, older.size);
  if (equalHashes(root, older.root)) return;
  const sizes = `its signed tree of ${tree.head.size} records does not continue its signed tree of ${older.size}`;
  throw new LogFork(`the checksum database contradicts itself: ${sizes}`, [older.note, tree.head.note]);
}

/** The root that the tree had when it had `size` records. */
async function rootAt(tree: ProvenTree, size: number): Promise<Uint8Array | undefined> {
  if (size === tree.head.size) return tree.head.root;
  const rows = await Promise.all(
    edgeOf(size).map(async ({ level, index, width }) =>
      (await tree.tile(level, index)).subarray(0, width * HASH_BYTES),
    ),
  );
  return joinRows(rows);
}
