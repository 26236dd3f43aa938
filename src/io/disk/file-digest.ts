import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { HashName, Measured } from '../../core/measured.ts';

const CHUNK = 1024 * 1024;

/** Feeds the first `size` bytes of an open file to a hash, at any position of its descriptor; gives the number of bytes read. */
export async function feedHash(handle: FileHandle, hash: Hash, size: number): Promise<number> {
  return await eachPiece(handle, size, (piece) => void hash.update(piece));
}

/** Likewise, for any taker: its memory is used again once the taker has settled. */
export async function eachPiece(
  handle: FileHandle,
  size: number,
  take: (piece: Uint8Array) => Promise<void> | void,
): Promise<number> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  let position = 0;
  while (position < size) {
    const wanted = Math.min(CHUNK, size - position);
    const { bytesRead } = await handle.read(buffer, 0, wanted, position);
    if (bytesRead === 0) break;
    await take(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return position;
}

/** A file whose `size` bytes went through `hash` (SHA-256, not finished yet); other algorithms read the descriptor again, never the path. */
export function measuredFile(
  name: string,
  source: { readonly handle: FileHandle; readonly hash: Hash; readonly size: number },
): Measured {
  const { handle, hash, size } = source;
  const other = async (algorithm: HashName): Promise<Hash> => {
    const fresh = createHash(algorithm);
    await feedHash(handle, fresh, size);
    return fresh;
  };
  return {
    name,
    size,
    sha256: hash.copy().digest('hex'),
    digestWith: async (algorithm, suffix) => {
      const running = algorithm === 'sha256' ? hash.copy() : await other(algorithm);
      return running.update(suffix).digest();
    },
  };
}
