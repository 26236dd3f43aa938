import { PIECE_BYTES } from './byte-source.ts';
import type { FilledSlot } from './unpack-protocol.ts';

/** Pieces on their way to the thread: enough that neither side waits for the other's next turn. */
const SLOTS = 8;

/** Memory that two threads share, in slots: a stream passes through it without a new buffer for each of its pieces. */
export interface Slots {
  readonly memory: readonly Uint8Array<SharedArrayBuffer>[];
  readonly hasRoom: boolean;
  /** Copies bytes from the front of `bytes`, as many as one slot takes, and gives their number. Call it while there is room. */
  put(bytes: Uint8Array): number;
  /** Sends what is in a slot that is not full. */
  flush(): void;
  /** Takes a slot back that the other thread has read; gives how many bytes it held. */
  free(slot: number): number;
}

/** Slots that are sent one after the other, each as soon as it is full. */
export function sharedSlots(send: (filled: FilledSlot) => void): Slots {
  const memory = Array.from({ length: SLOTS }, () => new Uint8Array(new SharedArrayBuffer(PIECE_BYTES)));
  const lengths = memory.map(() => 0);
  const unused = memory.map((_, slot) => slot);
  let filling: number | undefined;
  const flush = (): void => {
    if (filling !== undefined) send({ slot: filling, length: lengths[filling] ?? 0 });
    filling = undefined;
  };
  return {
    memory,
    flush,
    get hasRoom() {
      return filling !== undefined || unused.length > 0;
    },
    put(bytes) {
      filling ??= unused.pop() ?? 0;
      const from = lengths[filling] ?? 0;
      const part = bytes.subarray(0, PIECE_BYTES - from);
      memory[filling]?.set(part, from);
      lengths[filling] = from + part.length;
      if (lengths[filling] === PIECE_BYTES) flush();
      return part.length;
    },
    free(slot) {
      const length = lengths[slot] ?? 0;
      lengths[slot] = 0;
      unused.push(slot);
      return length;
    },
  };
}
