import { Worker } from 'node:worker_threads';
import type { ZipFile } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { ZipBatch, ZipReply, ZipTask } from './zip-protocol.ts';

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

/** The unpacking threads, seen from the main one. */
export interface ZipWorkers {
  /**
   * Lets every thread take the next batch as soon as it is free, and gives the results in the order of `batches`.
   * Rejects with the first failure of any.
   */
  place(work: ZipWork): Promise<readonly PlacedBatch[]>;
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
  return {
    async place({ fd, into, batches, arrival, onPlaced }) {
      const placed: PlacedBatch[] = [];
      let next = 0;
      const work = async (worker: Worker, end: Promise<never>): Promise<void> => {
        for (let index = next++; index < batches.length; index = next++) {
          const batch = batches[index] ?? [];
          await arrival?.(batch);
          const reply = await Promise.race([ask(worker, { fd, into, batch }), end]);
          placed[index] = { batch, ...placedOrThrow(reply) };
          onPlaced(batch);
        }
      };
      await Promise.all(workers.map((worker, index) => work(worker, ended[index] ?? endOf(worker))));
      return placed;
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

function ask(worker: Worker, task: ZipTask): Promise<ZipReply> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage(task);
  });
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
