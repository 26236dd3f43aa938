/** A person sees a line after this time, in milliseconds, at the latest … */
const FLUSH_MS = 100;
/** … and many lines at once, so that a fast child costs few calls. */
const FLUSH_BYTES = 32 * 1024;

/** The reader of the parts. */
export interface PartReader {
  /** Gets the parts one after another, none before it is done with the one before. */
  readonly take: (part: Buffer) => void | Promise<void>;
  /** Hears of the first failure of `take`; later parts are dropped. */
  readonly fail: (error: unknown) => void;
  /** Milliseconds in place of 100. */
  readonly flushMs?: number | undefined;
}

/** Hands the chunks of a stream on in parts: after 100 ms or 32 KiB, whichever comes first. */
export interface Flusher {
  /** Takes a chunk. A promise means that the reader is behind: read no more until the promise is kept. */
  add(chunk: Buffer): Promise<void> | undefined;
  /** True while a part is with the reader. */
  readonly isBehind: () => boolean;
  /** Hands on the remaining bytes and waits until the reader has taken everything. Never fails: `fail` was told. */
  end(): Promise<void>;
}

export function flusher({ take, fail, flushMs = FLUSH_MS }: PartReader): Flusher {
  let waiting: Buffer[] = [];
  let bytes = 0;
  let behind = 0;
  let failed = false;
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();

  const hand = async (part: Buffer): Promise<void> => {
    try {
      if (!failed) await take(part);
    } catch (error) {
      failed = true;
      fail(error);
    }
    behind -= 1;
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (bytes === 0) return last;
    const part = Buffer.concat(waiting);
    [waiting, bytes] = [[], 0];
    behind += 1;
    last = last.then(() => hand(part));
    return last;
  };
  return {
    add(chunk) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes >= FLUSH_BYTES) return flush();
      timer ??= setTimeout(() => void flush(), flushMs);
      return undefined;
    },
    isBehind: () => behind > 0,
    end: flush,
  };
}
