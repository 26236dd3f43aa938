/** How many bytes of a stream stay in memory: the first ones, and the last ones behind them. */
export interface KeepLimits {
  readonly head: number;
  readonly tail: number;
}

/** The part of a child's stream that stayed in memory. */
export interface KeptOutput {
  /** All bytes that the child wrote, also those that are in neither part. */
  readonly bytes: number;
  readonly head: Buffer;
  /** The last bytes behind the head. */
  readonly tail: Buffer;
}

export const KEEP: KeepLimits = { head: 64 * 1024, tail: 256 * 1024 };

/** Takes the chunks of a stream and keeps their beginning and end. */
export interface Keeper {
  add(chunk: Uint8Array): void;
  kept(): KeptOutput;
}

/** The bytes are copied, as a chunk kept would keep all the memory that Node read it into. */
export function keeper({ head, tail }: KeepLimits): Keeper {
  let bytes = 0;
  let [first, ring] = [Buffer.alloc(0), Buffer.alloc(0)];
  const addTail = (chunk: Uint8Array, end: number): void => {
    const rest = chunk.subarray(Math.max(0, chunk.length - tail));
    if (rest.length === 0) return;
    if (ring.length === 0) ring = Buffer.alloc(tail);
    const at = (end - rest.length - head) % tail;
    ring.set(rest.subarray(0, tail - at), at);
    ring.set(rest.subarray(tail - at), 0);
  };
  return {
    add(chunk) {
      if (first.length === 0) first = Buffer.alloc(head);
      const room = Math.max(0, head - bytes);
      first.set(chunk.subarray(0, room), bytes - Math.max(0, bytes - head));
      bytes += chunk.length;
      addTail(chunk.subarray(room), bytes);
    },
    kept() {
      const beyond = Math.max(0, bytes - head);
      const turn = beyond > tail ? beyond % tail : 0;
      const last = ring.subarray(0, Math.min(beyond, tail));
      return {
        bytes,
        head: first.subarray(0, Math.min(bytes, head)),
        tail: Buffer.concat([last.subarray(turn), last.subarray(0, turn)]),
      };
    },
  };
}

/** The kept output as text, with the number of bytes that are missing in the middle on a line of its own. */
export function keptText({ bytes, head, tail }: KeptOutput): string {
  const missing = bytes - head.length - tail.length;
  if (missing === 0) return Buffer.concat([head, tail]).toString();
  return `${head.toString()}${leftOutLine(missing)}${tail.toString()}`;
}

/** The line in the place of bytes that were not kept. */
export function leftOutLine(bytes: number): string {
  return `\n… ${bytes} bytes left out\n`;
}
