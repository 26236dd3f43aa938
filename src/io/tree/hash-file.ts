import { createHash, hash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';

/** The content of a file: its SHA-256 in lower-case hex, and its bytes. */
export interface HashedContent {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Hashes an open file from where it stands to its end. `take` gets each piece, which the next one overwrites in `buffer`. For threads
 * alone, as all calls are synchronous. Fails as read(2) does.
 */
export function hashFile(fd: number, buffer: Buffer, take?: (piece: Buffer) => void): HashedContent {
  let running: Hash | undefined;
  for (let size = 0; ;) {
    const piece = buffer.subarray(0, filled(fd, buffer));
    take?.(piece);
    size += piece.length;
    const isLast = piece.length < buffer.length;
    // Most files fit into one piece, for which the one-shot function is twice as fast.
    if (running === undefined && isLast) return { sha256: hash('sha256', piece), size };
    running = (running ?? createHash('sha256')).update(piece);
    if (isLast) return { sha256: running.digest('hex'), size };
  }
}

/** Fills the buffer as far as the file goes; gives the bytes. */
function filled(fd: number, buffer: Buffer): number {
  let length = 0;
  for (let more = -1; more !== 0 && length < buffer.length; length += more) {
    more = readSync(fd, buffer, length, buffer.length - length, null);
  }
  return length;
}
