import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import { readSmallBytesOrNothing } from '../disk/read.ts';
import { cacheFile } from '../disk/write.ts';

/** A full tile of height 8: 256 hashes of 32 bytes (golang.org/x/mod/sumdb/tlog). */
const TILE_BYTES = 256 * 32;
const DIGEST_BYTES = 32;
const FULL_TILE = /^tile\/8\/[0-9]{1,2}\/(?:x[0-9]{3}\/){0,6}[0-9]{3}$/;

/**
 * Full tiles of one log, which never change once written. They stay unproven: each reader proves them again. The
 * digest kept in front of a tile tells damage of the disk from a log that lies.
 */
export interface TileCache {
  /** Undefined for a tile that is not kept, is damaged or cannot be read. */
  read(path: string): Uint8Array | undefined;
  /** Keeps a full tile; anything else is passed over. */
  write(path: string, bytes: Uint8Array): Promise<void>;
}

export function tileCache(layout: Layout, log: string): TileCache {
  const place = (path: string): string => join(layout.tiles, encodeURIComponent(log), path);
  return {
    read(path) {
      const kept = FULL_TILE.test(path)
        ? readSmallBytesOrNothing(place(path), DIGEST_BYTES + TILE_BYTES)
        : undefined;
      if (kept?.length !== DIGEST_BYTES + TILE_BYTES) return undefined;
      const bytes = kept.subarray(DIGEST_BYTES);
      return digestOf(bytes).equals(kept.subarray(0, DIGEST_BYTES)) ? bytes : undefined;
    },
    async write(path, bytes) {
      if (!FULL_TILE.test(path) || bytes.length !== TILE_BYTES) return;
      await cacheFile(place(path), Buffer.concat([digestOf(bytes), bytes]));
    },
  };
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
