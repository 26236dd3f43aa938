import { chmodSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { GzipMembers } from '../../core/archive/gzip.ts';
import { GvError, interruption } from '../../errors.ts';
import { onDisk, threadError } from '../disk/disk-error.ts';
import { isNarrowed } from '../disk/owner.ts';
import { workerProgram } from '../process/program.ts';
import type { TreePart, Unpacked } from './recorder.ts';
import { sharedSlots } from './slots.ts';
import type { PackedTree, UnpackNews, UnpackOrder, UnpackReply } from './unpack-protocol.ts';

const PROGRAM_MODE = 0o755;

/** The tree of an archive in a stage, as it was written: complete, no file executable. */
export interface UnpackedTree extends Unpacked {
  /** Makes the programs of the tree executable. Only for a tree that is proven. Fails with `permission` or `disk`. */
  seal(): Promise<void>;
}

export interface UnpackOptions {
  readonly signal: AbortSignal;
  /** The gzip members that the archive may have, as `gzipMembers` gives them. Default: one. */
  readonly members?: GzipMembers;
  /** Default: everything. */
  readonly part?: TreePart;
  /** Called with the compressed bytes that the thread has read so far. */
  readonly progress?: (bytes: number) => void;
}

/** An archive that is unpacked in a thread of its own. */
export interface Unpacker {
  /**
   * Hands over the next bytes of the archive, copied; settles when there is room for more. An archive that was refused takes all
   * bytes and does nothing with them. Fails with `disk-full`, `permission`, `disk`, `interrupted`.
   */
  take(bytes: Uint8Array): Promise<void>;
  /** Call it once, behind the last byte. Fails with `archive-hostile` too. */
  end(): Promise<UnpackedTree>;
  /** Ends the thread, which writes nothing afterwards. */
  stop(): Promise<void>;
}

/** Starts a thread that unpacks an archive into an empty directory. The caller ends it by `stop`. */
export function startUnpacking(into: string, options: UnpackOptions): Unpacker {
  const { signal, members = 'one', part = 'everything', progress } = options;
  const slots = sharedSlots((filled) => tell(filled));
  const restoreModes = isNarrowed();
  const order: UnpackOrder = { into, slots: slots.memory, members, part, restoreModes };
  const worker = new Worker(workerProgram('unpack'), { workerData: order });
  const tell = (news: UnpackNews): void => worker.postMessage(news);
  let read = 0;
  const thread = watch(worker, (slot) => {
    read += slots.free(slot);
    progress?.(read);
  });
  const onAbort = (): void => thread.fail(interruption(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    async take(bytes) {
      for (let rest = bytes; rest.length > 0;) {
        await thread.until(() => slots.hasRoom);
        if (thread.failure !== undefined) break;
        rest = rest.subarray(slots.put(rest));
      }
      if (thread.failure !== undefined && !isRefusal(thread.failure)) throw thread.failure;
    },
    async end() {
      slots.flush();
      tell('end');
      await thread.until(() => thread.tree !== undefined);
      if (thread.tree !== undefined) return unpackedTree(into, thread.tree);
      throw thread.failure ?? new GvError('failed', 'the unpacking thread gave no tree');
    },
    async stop() {
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    },
  };
}

/** The replies of a thread so far. */
interface Watched {
  readonly tree: PackedTree | undefined;
  readonly failure: Error | undefined;
  fail(error: Error): void;
  /** Settles when this is so, or the thread has failed. */
  until(isReached: () => boolean): Promise<void>;
}

function watch(worker: Worker, onFree: (slot: number) => void): Watched {
  let tree: PackedTree | undefined;
  let failure: Error | undefined;
  let news = Promise.withResolvers<void>();
  const fail = (error: Error): void => {
    failure ??= error;
    news.resolve();
  };
  worker.on('message', (reply: UnpackReply) => {
    switch (reply.kind) {
      case 'free':
        onFree(reply.slot);
        break;
      case 'tree':
        tree = reply.tree;
        break;
      case 'hostile':
        return fail(hostile(reply.message));
      case 'disk':
        return fail(threadError(reply));
    }
    news.resolve();
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new GvError('failed', 'the unpacking thread ended early')));
  return {
    get tree() {
      return tree;
    },
    get failure() {
      return failure;
    },
    fail,
    async until(isReached) {
      while (failure === undefined && !isReached()) {
        news = Promise.withResolvers();
        await news.promise;
      }
    },
  };
}

function hostile(message: string): GvError {
  return new GvError('archive-hostile', message, {
    hint: 'Nothing was installed. Report where this archive came from.',
  });
}

function isRefusal(error: Error): boolean {
  return error instanceof GvError && error.code === 'archive-hostile';
}

const DIGEST_LENGTH = 64;

function unpackedTree(into: string, { digests, bytes, versionFile, ...names }: PackedTree): UnpackedTree {
  const files = linesOf(names.paths).map((path, index) => ({
    path,
    sha256: digests.slice(index * DIGEST_LENGTH, (index + 1) * DIGEST_LENGTH),
  }));
  return {
    files,
    directories: new Set(linesOf(names.directories)),
    bytes,
    versionFile,
    // A promise although the work is synchronous: some thirty files.
    seal: async () => {
      await Promise.resolve();
      for (const name of linesOf(names.programs))
        onDisk(`${into}/${name}`, (path) => chmodSync(path, PROGRAM_MODE));
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}
