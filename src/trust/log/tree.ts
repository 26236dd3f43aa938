import { disproved } from './failure.ts';
import { equalHashes, joinRows, perfectRoot } from './merkle.ts';
import { readTile, type LogReader } from './reader.ts';
import { edgeOf, hashIn, TILE_WIDTH, tileOf, tilePath, type TilePlace } from './tile.ts';
import type { TreeHead } from './tree-head.ts';

/** The tiles of one signed tree. Every tile that it gives out has been hashed up to the signed root first. */
export interface ProvenTree {
  readonly head: TreeHead;
  /** A tile, as wide as this tree has it. Fails with `log-wrong`, `log-malformed`, or as the reader does. */
  tile(level: number, index: number): Promise<Uint8Array>;
  /** All that was proven so far, by path: may be kept. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

/**
 * Proves tiles under a head. The tiles of the right edge give the root; any other tile is full, and its own root must
 * stand in the tile above it, which is proven the same way. Only `tile` gives out tiles, so that none is used before
 * its proof: a verifier that took some fetched tiles for proven ones was CVE-2026-56865.
 */
export function provenTree(head: TreeHead, reader: LogReader): ProvenTree {
  const tiles = new Map<string, Uint8Array>();
  const under = new Map<string, Promise<Uint8Array>>();
  let edge: Promise<void> | undefined;

  const keep: Keep = (place, bytes) => void tiles.set(tilePath(place), bytes);
  const prove = async (place: TilePlace): Promise<Uint8Array> => {
    const { level, index, width } = place;
    if (width < TILE_WIDTH) {
      edge ??= proveEdge(head, reader, keep);
      await edge;
      return tiles.get(tilePath(place)) ?? refuse(place, head);
    }
    const above = Math.floor(index / TILE_WIDTH);
    const [bytes, parent] = await Promise.all([readTile(reader, place), tile(level + 1, above)]);
    if (!equalHashes(perfectRoot(bytes), hashIn(parent, index % TILE_WIDTH))) refuse(place, head);
    keep(place, bytes);
    return bytes;
  };
  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const place = tileOf(head.size, level, index);
    const path = tilePath(place);
    const proof = under.get(path) ?? prove(place);
    under.set(path, proof);
    return proof;
  };
  return { head, tile, tiles };
}

type Keep = (place: TilePlace, bytes: Uint8Array) => void;

/** Proves the tiles of the right edge: each byte of each goes into the signed root. */
async function proveEdge(head: TreeHead, reader: LogReader, keep: Keep): Promise<void> {
  const places = edgeOf(head.size);
  const tiles = await Promise.all(
    places.map(async (place) => ({ place, bytes: await readTile(reader, place) })),
  );
  const root = joinRows(tiles.map(({ bytes }) => bytes));
  if (!equalHashes(root, head.root))
    throw disproved(`the hashes it gives do not make up its signed tree of ${head.size} records`);
  for (const { place, bytes } of tiles) keep(place, bytes);
}

function refuse(place: TilePlace, head: TreeHead): never {
  throw disproved(`${tilePath(place)} is not part of its signed tree of ${head.size} records`);
}
