import { Worker } from 'node:worker_threads';
import type { ZipFile } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { ReuseTask, ZipBatch, ZipReply, ZipTask } from './zip-protocol.ts';

/** A thread's short-lived objects are few and small; with Node's own bound each would keep 16 MB for them. */
const RESOURCES = { maxYoungGenerationSizeMb: 4 };

/** The result of one batch. */
export interface PlacedBatch {
  readonly batch: ZipBatch;
  readonly digests: readonly string[];
  readonly versionFile?: string;
}

export interface ZipWork {
  /** Open on the zip until all is placed or the threads have ended. */
  readonly fd: number;
  /** A directory of its own, in which the tree's directories are. */
  readonly into: string;
  readonly batches: readonly ZipBatch[];
  /** Settles when a batch can be read; by default all can. */
  readonly arrival?: (batch: ZipBatch) => Promise<void>;
  readonly onPlaced: (batch: ZipBatch) => void;
}

/** Files to copy, and the GOROOT of the installed toolchain; `into` is as in `ZipWork`. */
export interface ReuseWork extends Pick<ZipWork, 'into' | 'batches'>, Pick<ReuseTask, 'base'> {}

/** The unpacking threads, seen from the main one. */
export interface ZipWorkers {
  /**
   * Lets every thread take the next batch as soon as it is free, and gives the results in the order of `batches`.
   * Rejects with the first failure of any.
   */
  place(work: ZipWork): Promise<readonly PlacedBatch[]>;
  /**
   * Copies what an installed toolchain has of the files, batch by batch; the digests are in the order of `batches`, undefined
   * for a file to fetch. Rejects with the first failure of any.
   */
  reuse(work: ReuseWork): Promise<readonly (string | undefined)[]>;
  /** Ends the threads; afterwards none reads or writes any more. */
  stop(): Promise<void>;
}

/** Starts the threads, which takes a while: do it before the work is known. */
export function startZipWorkers(): ZipWorkers {
  const program = workerProgram('zip');
  const workers = Array.from(
    { length: threadCount() },
    () => new Worker(program, { resourceLimits: RESOURCES }),
  );
  const ended = workers.map((worker) => endOf(worker));
  // An early end must not count as unhandled; `place` awaits these promises too.
  for (const end of ended) end.catch(() => undefined);
  /** Lets every thread take the next number below `count` as soon as it is free. */
  const share = async (
    count: number,
    work: (index: number, one: OneThread) => Promise<void>,
  ): Promise<void> => {
    let next = 0;
    const each = async (one: OneThread): Promise<void> => {
      for (let index = next++; index < count; index = next++) await work(index, one);
    };
    await Promise.all(workers.map((worker, at) => each({ worker, end: ended[at] ?? endOf(worker) })));
  };
  return {
    async place({ fd, into, batches, arrival, onPlaced }) {
      const placed: PlacedBatch[] = [];
      await share(batches.length, async (index, one) => {
        const batch = batches[index] ?? [];
        await arrival?.(batch);
        placed[index] = { batch, ...placedOrThrow(await ask(one, { fd, into, batch })) };
        onPlaced(batch);
      });
      return placed;
    },
    async reuse({ base, into, batches }) {
      const digests: (readonly string[])[] = [];
      await share(batches.length, async (index, one) => {
        digests[index] = placedOrThrow(await ask(one, { base, into, batch: batches[index] ?? [] })).digests;
      });
      return digests.flat().map((digest) => (digest === '' ? undefined : digest));
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Rejects when a thread ends; no thread ends by itself. */
function endOf(worker: Worker): Promise<never> {
  return new Promise((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new GvError('failed', 'an unpacking thread ended early')));
  });
}

/** A thread, and the promise that rejects when the thread ends. */
interface OneThread {
  readonly worker: Worker;
  readonly end: Promise<never>;
}

function ask({ worker, end }: OneThread, task: ZipTask | ReuseTask): Promise<ZipReply> {
  const reply = new Promise<ZipReply>((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(task);
  });
  return Promise.race([reply, end]);
}

function placedOrThrow(reply: ZipReply): Omit<PlacedBatch, 'batch'> {
  switch (reply.kind) {
    case 'placed':
      return {
        digests: reply.digests,
        ...(reply.versionFile === undefined ? {} : { versionFile: reply.versionFile }),
      };
    case 'hostile':
      throw new GvError('archive-hostile', reply.message, {
        hint: 'Nothing was installed. Report where this zip came from.',
      });
    case 'disk':
      throw threadError(reply);
  }
}

/** Cuts the files into batches of about `bytes` packed bytes each, in the order of the zip. */
export function batchesOf(files: readonly ZipFile[], bytes: number): readonly ZipBatch[] {
  const batches: ZipFile[][] = [];
  let room = 0;
  for (const file of files) {
    if (room <= 0 || batches.length === 0) {
      batches.push([]);
      room = bytes;
    }
    batches.at(-1)?.push(file);
    room -= file.record.to - file.record.from;
  }
  return batches;
}
