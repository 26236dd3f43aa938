import { type ByteSource, type Piece, PIECE_BYTES } from './byte-source.ts';

/** Pieces that may wait for zlib: enough that neither side waits for the other's next turn. */
const WAITING_PIECES = 4;

/** The bytes of an archive between their arrival and zlib. */
export interface PieceQueue extends ByteSource {
  /** Copies bytes; settles when there is room for more. After `end`, and after `drop`, bytes go nowhere. */
  put(bytes: Uint8Array): Promise<void>;
  /** No byte follows. */
  end(): void;
  /** The reader has ended: nothing is kept, and `put` settles at once. */
  drop(): void;
}

/** A bounded queue of bytes in pieces of one size, whose memory is used again. `onRead` gets the bytes of each piece that was read. */
export function pieceQueue(onRead: (bytes: number) => void): PieceQueue {
  const full: Uint8Array[] = [];
  const spare: Buffer[] = [];
  let memory: Buffer | undefined;
  let filled = 0;
  let waiting = 0;
  let state: 'open' | 'ended' | 'dropped' = 'open';
  let news = Promise.withResolvers<void>();
  const wake = (): void => {
    news.resolve();
    news = Promise.withResolvers();
  };
  const flush = (): void => {
    if (memory === undefined) return;
    full.push(memory.subarray(0, filled));
    [memory, filled] = [undefined, 0];
    waiting += 1;
    wake();
  };
  const pieceOf = (bytes: Uint8Array): Piece => ({
    bytes,
    release: () => {
      spare.push(Buffer.from(bytes.buffer));
      waiting -= 1;
      onRead(bytes.length);
      wake();
    },
  });
  return {
    async put(bytes) {
      for (let rest = bytes; rest.length > 0;) {
        while (waiting >= WAITING_PIECES && state === 'open') await news.promise;
        if (state !== 'open') return;
        memory ??= spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
        memory.set(rest.subarray(0, PIECE_BYTES - filled), filled);
        const taken = Math.min(rest.length, PIECE_BYTES - filled);
        filled += taken;
        rest = rest.subarray(taken);
        if (filled === PIECE_BYTES) flush();
      }
    },
    end() {
      if (state !== 'open') return;
      flush();
      state = 'ended';
      wake();
    },
    drop() {
      state = 'dropped';
      full.length = 0;
      wake();
    },
    async next() {
      while (full.length === 0 && state === 'open') await news.promise;
      const bytes = full.shift();
      return bytes === undefined ? undefined : pieceOf(bytes);
    },
  };
}
