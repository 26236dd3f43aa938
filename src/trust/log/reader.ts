import { hasCode } from '../../errors.ts';
import { HASH_BYTES } from './merkle.ts';
import { checkLength, TILE_WIDTH, tilePath, type TilePlace } from './tile.ts';

/** Where the log's bytes come from; none of them is believed. */
export interface LogReader {
  /** The answer to `lookup/<module>@<version>`; the argument is escaped already. */
  lookup(escapedModuleAtVersion: string): Promise<Uint8Array>;
  /** The bytes at a path such as `tile/8/0/x001/234` or `tile/8/1/005.p/17`. */
  tile(path: string): Promise<Uint8Array>;
}

/**
 * Reads a tile. A server may drop a partial tile once the full one exists: the full one is then cut.
 * Fails with `log-malformed`, or as the reader does.
 */
export async function readTile(reader: LogReader, place: TilePlace): Promise<Uint8Array> {
  const bytes = await partialTile(reader, place);
  if (bytes !== undefined) return checkLength(bytes, place);
  const full = { ...place, width: TILE_WIDTH };
  const whole = checkLength(await reader.tile(tilePath(full)), full);
  return whole.subarray(0, place.width * HASH_BYTES);
}

async function partialTile(reader: LogReader, place: TilePlace): Promise<Uint8Array | undefined> {
  try {
    return await reader.tile(tilePath(place));
  } catch (error) {
    const absent = hasCode(error, 'http-status', 'offline');
    if (absent && place.width < TILE_WIDTH) return undefined;
    throw error;
  }
}
