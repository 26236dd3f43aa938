import { Worker } from 'node:worker_threads';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { CHUNK_BYTES } from './gunzip.ts';
import type { WriteOrder, WriterData, WriterReply, Steps } from './unpack-protocol.ts';

/** Chunks in flight between the threads; more were no faster when measured. */
const SLOTS = 8;
const EXPECTED_UMASK = 0o022;

/** The writing thread, as the reading thread uses it. */
export interface Writer {
  /** Hands over one chunk and the steps to do with it; waits while the thread is behind. Rejects with the failure of the thread. */
  send(chunk: Uint8Array, steps: Steps): Promise<void>;
  /** Settles when all is written. */
  finish(): Promise<void>;
  stop(): Promise<void>;
}

export function startWriter(into: string): Writer {
  const slots = Array.from({ length: SLOTS }, () => new Uint8Array(new SharedArrayBuffer(CHUNK_BYTES)));
  const free = slots.map((_, slot) => slot);
  const data: WriterData = { into, slots, restoreModes: (process.umask() & ~EXPECTED_UMASK) !== 0 };
  const worker = new Worker(workerProgram('unpack'), { workerData: data });
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  worker.on('message', (reply: WriterReply) => {
    if ('done' in reply) free.push(reply.done);
    else failure ??= threadError(reply.failed);
    notify();
  });
  worker.on('error', (error: Error) => {
    failure ??= error;
    notify();
  });
  worker.on('exit', () => {
    failure ??= new GvError('failed', 'the unpacking thread ended early');
    notify();
  });
  const until = async (count: number): Promise<void> => {
    while (failure === undefined && free.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== undefined) throw failure;
  };
  return {
    async send(chunk, steps) {
      await until(1);
      const slot = free.pop() ?? 0;
      slots[slot]?.set(chunk);
      const order: WriteOrder = { slot, steps };
      worker.postMessage(order);
    },
    finish: () => until(SLOTS),
    async stop() {
      await worker.terminate();
    },
  };
}
