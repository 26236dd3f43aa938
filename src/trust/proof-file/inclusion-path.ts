import { HASH_BYTES, nodeHash, perfectRoot } from '../log/merkle.ts';
import { TILE_WIDTH } from '../log/tile.ts';
import type { ProvenTree } from '../log/tree.ts';

/**
 * The hashes that lead from a record to the root of a tree, from the record's sibling upward (RFC 6962, 2.1.1). Each comes from tiles
 * that were proven under the signed root. Fails as the tree's tiles do.
 */
export async function inclusionPath(id: number, tree: ProvenTree): Promise<readonly Uint8Array[]> {
  const path: Uint8Array[] = [];
  let [from, to] = [0, tree.head.size];
  while (to - from > 1) {
    const middle = from + largestBelow(to - from);
    const isLeft = id < middle;
    path.unshift(isLeft ? await rootOf(tree, middle, to) : await rootOf(tree, from, middle));
    if (isLeft) to = middle;
    else from = middle;
  }
  return path;
}

/** The largest power of two below a number. */
function largestBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The root over the records from `from` up to, and without, `to`: a perfect subtree, or a run of them up to the tree's right edge. */
async function rootOf(tree: ProvenTree, from: number, to: number): Promise<Uint8Array> {
  const width = largestBelow(to - from + 1);
  const left = await perfect(tree, from, width);
  return width === to - from ? left : nodeHash(left, await rootOf(tree, from + width, to));
}

/** The root of a perfect subtree: a hash of a tile, or what the hashes of a tile make up. */
async function perfect(tree: ProvenTree, from: number, width: number): Promise<Uint8Array> {
  let [level, span] = [0, 1];
  while (span * TILE_WIDTH <= width) [level, span] = [level + 1, span * TILE_WIDTH];
  const [first, count] = [from / span, width / span];
  const tile = await tree.tile(level, Math.floor(first / TILE_WIDTH));
  const at = (first % TILE_WIDTH) * HASH_BYTES;
  return perfectRoot(tile.subarray(at, at + count * HASH_BYTES));
}
