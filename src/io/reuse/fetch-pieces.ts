import type { FileHandle } from 'node:fs/promises';
import type { Piece } from '../../core/reuse/pieces.ts';
import { writeBehind } from '../disk/write-behind.ts';
import { type Arrivals, arrivals } from '../process/arrivals.ts';
import type { RangedFile } from '../ranges/ranged-file.ts';

/** Questions at a time: enough that no answer is waited for, few enough for any server. */
const LANES = 3;

export interface FetchingRequest {
  /** Takes the pieces, each at its place. */
  readonly handle: FileHandle;
  readonly signal: AbortSignal;
  /** Called with the number of bytes of each chunk. */
  readonly onBytes: (count: number) => void;
}

/** Pieces of a remote file on their way into a local one. */
export interface PieceFetcher {
  /** Fetches more pieces. Fails as `RangedFile.fetch` does, and as writing does; then nothing more is fetched. */
  fetch(pieces: readonly Piece[]): Promise<void>;
  /** Settles when the bytes of a part are written, as far as they were to be fetched; rejects when they never will be. */
  reach(part: Piece): Promise<void>;
  /** Ends all fetching; nothing is written afterwards. */
  stop(): Promise<void>;
}

export function pieceFetcher(file: RangedFile, request: FetchingRequest): PieceFetcher {
  const coming: ComingPiece[] = [];
  const lanes: Promise<void>[] = [];
  const over = new AbortController();
  const signal = AbortSignal.any([request.signal, over.signal]);
  const lane = async (queue: Iterator<ComingPiece>): Promise<void> => {
    for (let each = queue.next(); each.done !== true; each = queue.next()) {
      await fetchPiece(file, each.value, { ...request, signal });
    }
  };
  const stop = async (why?: unknown): Promise<void> => {
    // The first failure is the one to tell: all others only follow from it.
    over.abort(why);
    for (const { arrived } of coming) arrived.end();
    await Promise.allSettled(lanes);
  };
  return {
    async fetch(pieces) {
      const more = pieces.map((piece) => ({ piece, arrived: arrivals() }));
      coming.push(...more);
      const queue = more.values();
      const started = Array.from({ length: LANES }, () => lane(queue));
      lanes.push(...started);
      try {
        await Promise.all(started);
      } catch (error) {
        await stop(error);
        throw over.signal.reason;
      }
    },
    reach: async ({ from, to }) => {
      for (const { piece, arrived } of coming) {
        if (piece.from >= to || piece.to <= from) continue;
        await arrived.reach(Math.min(piece.to, to)).catch((error: unknown) => {
          throw over.signal.aborted ? over.signal.reason : error;
        });
      }
    },
    stop: () => stop(),
  };
}

interface ComingPiece {
  readonly piece: Piece;
  readonly arrived: Arrivals;
}

async function fetchPiece(
  file: RangedFile,
  { piece, arrived }: ComingPiece,
  { handle, signal, onBytes }: FetchingRequest,
): Promise<void> {
  const path = 'the pieces of the module zip';
  const output = writeBehind(handle, { path, position: piece.from, onWritten: arrived.grown });
  const take = async (chunk: Uint8Array): Promise<void> => {
    onBytes(chunk.byteLength);
    await output.append(chunk);
  };
  try {
    await file.fetch(piece, { signal, take });
  } finally {
    await output.flush();
  }
}
