import type { FileHandle } from 'node:fs/promises';

/** Some bytes of a stream, whose memory the source uses again after `release`. */
export interface Piece {
  readonly bytes: Uint8Array;
  release(): void;
}

/** Bytes in their order, each once. */
export interface ByteSource {
  /** The next piece; undefined behind the last one, however often it is asked for. */
  next(): Promise<Piece | undefined>;
}

/** Compressed bytes at a time: with more, gv takes more memory and is no faster. */
export const PIECE_BYTES = 512 * 1024;

/** An open file from its first byte on, at any position of its descriptor. Fails as read(2) does. */
export function fileSource(handle: FileHandle): ByteSource {
  const spare: Buffer[] = [];
  let position = 0;
  return {
    async next() {
      const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return undefined;
      position += bytesRead;
      return { bytes: buffer.subarray(0, bytesRead), release: () => void spare.push(buffer) };
    },
  };
}

/** A source whose bytes can be taken by number, and put back. */
export interface PieceReader extends ByteSource {
  /** So many bytes; fewer only at the end. */
  take(length: number): Promise<Uint8Array>;
  /** Whether no byte is left. */
  isAtEnd(): Promise<boolean>;
  /** Puts a copy of bytes behind those that were put back before. */
  putBack(bytes: Uint8Array): void;
}

export function pieceReader(source: ByteSource): PieceReader {
  let kept = new Uint8Array();
  const putBack = (bytes: Uint8Array): void => {
    kept = Buffer.concat([kept, bytes]);
  };
  const fill = async (length: number): Promise<void> => {
    while (kept.length < length) {
      const piece = await source.next();
      if (piece === undefined) return;
      putBack(piece.bytes);
      piece.release();
    }
  };
  return {
    putBack,
    async next() {
      if (kept.length === 0) return await source.next();
      const bytes = kept;
      kept = new Uint8Array();
      return { bytes, release: () => undefined };
    },
    async isAtEnd() {
      await fill(1);
      return kept.length === 0;
    },
    async take(length) {
      await fill(length);
      const taken = kept.subarray(0, length);
      kept = kept.subarray(length);
      return taken;
    },
  };
}
