import type { Readable } from 'node:stream';
import { flusher } from './flusher.ts';
import { type Keeper, keeper, type KeepLimits } from './kept-output.ts';

/** Milliseconds for the last output after the end of a child: another process, such as an agent, may hold its streams open. */
const LAST_WORDS_MS = 1_000;
const TICK_MS = 100;

/** The treatment of a stream of a child. */
export interface StreamPlan {
  readonly keep: KeepLimits;
  readonly most: number;
  readonly take: ((part: Buffer) => Promise<void>) | undefined;
  readonly flushMs: number | undefined;
  /** Hears of every chunk. */
  readonly onChunk: () => void;
  /** Hears when more than `most` bytes came. */
  readonly onTooMuch: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** A stream of a child that is being read. */
export interface ReadStream {
  readonly kept: Keeper['kept'];
  /** True while a part is with the reader, so that the child has to wait. */
  readonly isBehind: () => boolean;
  /** Kept when the stream ended, or was cut. */
  readonly closed: Promise<void>;
  readonly cut: () => void;
  /** Hands on the remaining part and waits until the reader took it. */
  readonly end: () => Promise<void>;
}

/** Reads a stream; null for one that leads to /dev/null. */
export function readStream(stream: Readable | null | undefined, plan: StreamPlan): ReadStream {
  const kept = keeper(plan.keep);
  const { take, onFailure: fail, flushMs } = plan;
  const parts = take === undefined ? undefined : flusher({ take, fail, flushMs });
  let bytes = 0;
  stream?.on('data', (chunk: Buffer) => {
    plan.onChunk();
    kept.add(chunk);
    bytes += chunk.length;
    if (bytes > plan.most) plan.onTooMuch();
    const behind = parts?.add(chunk);
    if (behind === undefined) return;
    stream.pause();
    void behind.then(() => stream.resume());
  });
  // A read that fails ends the stream like any other end: how the child ended is what counts.
  stream?.on('error', () => undefined);
  return {
    kept: () => kept.kept(),
    isBehind: () => parts?.isBehind() ?? false,
    closed: new Promise((done) => {
      if (stream === null || stream === undefined) done();
      else stream.once('close', () => done());
    }),
    cut: () => stream?.destroy(),
    end: async () => parts?.end(),
  };
}

/** Waits after the end of a child until its streams end. False when another process holds them open; the time of a reader that is behind does not count. */
export async function lastWords(streams: readonly ReadStream[]): Promise<boolean> {
  const closed = Promise.all(streams.map((stream) => stream.closed)).then(() => true);
  let left = LAST_WORDS_MS;
  let tick: NodeJS.Timeout | undefined;
  const held = new Promise<boolean>((done) => {
    tick = setInterval(() => {
      if (!streams.some((stream) => stream.isBehind())) left -= TICK_MS;
      if (left <= 0) done(false);
    }, TICK_MS);
  });
  const areClosed = await Promise.race([closed, held]);
  clearInterval(tick);
  return areClosed;
}
