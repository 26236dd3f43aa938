import { isLastOfMemory } from './gunzip.ts';

/** Inflated chunks that may be on their way to the thread: the thread never waits while zlib is ahead. */
const SENT_CHUNKS = 4;

/** Inflated bytes on their way to a thread. */
export interface ChunkSender {
  /** Takes the next bytes, whose memory is the thread's from now on; settles when there is room for more. */
  readonly take: (bytes: Uint8Array) => Promise<void>;
  /** Sends what is left; settles when the thread has read all of it. */
  readonly settle: () => Promise<void>;
}

export interface SenderRequest {
  readonly send: (chunk: Uint8Array<ArrayBuffer>) => void;
  /** Settles when so many chunks have been read, of all that were sent; rejects when they never will be. */
  readonly read: (count: number) => Promise<void>;
}

/** Sends whole memories: zlib fills the memory of a chunk from the front, in several steps perhaps, and a memory has one owner. */
export function chunkSender({ send, read }: SenderRequest): ChunkSender {
  let open: Uint8Array<ArrayBuffer> | undefined;
  let sent = 0;
  const flush = async (): Promise<void> => {
    if (open === undefined) return;
    const chunk = open;
    open = undefined;
    await read(sent - SENT_CHUNKS + 1);
    sent += 1;
    send(chunk);
  };
  return {
    async take({ buffer, byteOffset, byteLength }) {
      if (!(buffer instanceof ArrayBuffer)) throw new TypeError('zlib inflates into shared memory');
      if (open !== undefined && open.buffer !== buffer) await flush();
      const from = open?.byteOffset ?? byteOffset;
      open = new Uint8Array(buffer, from, byteOffset + byteLength - from);
      if (isLastOfMemory(open)) await flush();
    },
    async settle() {
      await flush();
      await read(sent);
    },
  };
}
