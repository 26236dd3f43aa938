import { malformed } from './failure.ts';
import { HASH_BYTES } from './merkle.ts';

/** Hashes in a whole tile; upstream's log has tiles of height 8. */
export const TILE_WIDTH = 256;

/**
 * A row of hashes as the log serves it: those of the perfect subtrees of 256^level records, from number
 * 256 × index on. Numbers go beyond 2^31, so all of this is division, never shifting.
 */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
  /** How many hashes there are, 1 to 256; less than 256 only at the right edge of the tree. */
  readonly width: number;
}

/** How many perfect subtrees of 256^level records a tree of this size has. */
export function rowLength(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** A tile of a tree that has `size` records. */
export function tileOf(size: number, level: number, index: number): TilePlace {
  return { level, index, width: Math.min(TILE_WIDTH, rowLength(size, level) - index * TILE_WIDTH) };
}

/** The levels of a tree of this size that have a tile which is not full, with that tile's place: its right edge. */
export function edgeOf(size: number): readonly TilePlace[] {
  const places: TilePlace[] = [];
  for (let level = 0; rowLength(size, level) > 0; level += 1) {
    const place = tileOf(size, level, rowLength(size, level + 1));
    if (place.width > 0) places.push(place);
  }
  return places;
}

/** `tile/8/0/x001/234` or, not full, `tile/8/0/x001/234.p/17` (go.dev/ref/mod, checksum database). */
export function tilePath({ level, index, width }: TilePlace): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    const digits = String(rest % 1000).padStart(3, '0');
    groups.unshift(groups.length === 0 ? digits : `x${digits}`);
  }
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/8/${level}/${groups.join('/')}${partial}`;
}

/** Hash number `at` of a tile's bytes. */
export function hashIn(tile: Uint8Array, at: number): Uint8Array {
  return tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
}

/** Holds a tile's bytes to its length. Fails with `log-malformed`. */
export function checkLength(bytes: Uint8Array, place: TilePlace): Uint8Array {
  if (bytes.length === place.width * HASH_BYTES) return bytes;
  throw malformed(`${tilePath(place)} has ${bytes.length} bytes instead of ${place.width * HASH_BYTES}`);
}
