import { disproved } from './failure.ts';
import { equalHashes, leafHash } from './merkle.ts';
import type { LogRecord } from './record.ts';
import { hashIn, TILE_WIDTH } from './tile.ts';
import type { ProvenTree } from './tree.ts';

/** Proves that the record is the one that the tree has under its number. Fails with `log-wrong`, or as the tree's tiles do. */
export async function checkIncluded(record: LogRecord, tree: ProvenTree): Promise<void> {
  const { id, text } = record;
  const { size } = tree.head;
  if (id >= size) throw disproved(`record ${id} is not in its signed tree of ${size} records`);
  const tile = await tree.tile(0, Math.floor(id / TILE_WIDTH));
  if (!equalHashes(leafHash(Buffer.from(text)), hashIn(tile, id % TILE_WIDTH)))
    throw disproved(`the record it gives is not record ${id} of its signed tree of ${size} records`);
}
