import type { FileHandle } from 'node:fs/promises';
import { giveBack } from '../process/memory.ts';
import { diskError } from './disk-error.ts';

/** Bytes that may wait in memory while the disk writes. */
const PENDING_BYTES = 4 * 1024 * 1024;

/** Appends to a file while more bytes arrive: the chunks that come during one write are written together in the next. */
export interface WriteBehind {
  /** Takes the chunk over: its memory is given back once the bytes are written. */
  append(chunk: Uint8Array): Promise<void>;
  /** Resolves when all appended bytes are written. Fails with `disk-full`, `permission`, `disk`. */
  flush(): Promise<void>;
}

export interface WriteBehindRequest {
  /** Names the file in a failure. */
  readonly path: string;
  /** The place of the first byte, counted from the start of the file. */
  readonly position: number;
  /** Called after each write with the length of the file. */
  readonly onWritten?: (end: number) => void;
}

/** Writes at `position` and after it. */
export function writeBehind(
  handle: FileHandle,
  { path, position, onWritten }: WriteBehindRequest,
): WriteBehind {
  let [pending, waiting, at, busy]: [Uint8Array[], number, number, boolean] = [[], 0, position, false];
  let writing: Promise<void> = Promise.resolve();
  let failure: Error | undefined;

  const drain = async (): Promise<void> => {
    busy = true;
    try {
      while (pending.length > 0) {
        const batch = pending;
        [pending, waiting] = [[], 0];
        at += await writeAll(handle, batch, at);
        for (const chunk of batch) giveBack(chunk);
        onWritten?.(at);
      }
    } catch (error) {
      failure = diskError(error, path);
    }
    busy = false;
  };
  const flush = async (): Promise<void> => {
    await writing;
    if (failure !== undefined) throw failure;
  };

  return {
    append: async (chunk) => {
      pending.push(chunk);
      waiting += chunk.byteLength;
      if (!busy && failure === undefined) writing = drain();
      if (waiting >= PENDING_BYTES) await flush();
    },
    flush,
  };
}

/** The kernel may write less than it was given, e.g. when the disk fills up; writing the rest then gives the error. */
async function writeAll(handle: FileHandle, batch: readonly Uint8Array[], position: number): Promise<number> {
  const total = batch.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  let done = (await handle.writev(batch, position)).bytesWritten;
  if (done === total) return total;
  const rest = Buffer.concat(batch);
  while (done < total) done += (await handle.write(rest, done, total - done, position + done)).bytesWritten;
  return total;
}
