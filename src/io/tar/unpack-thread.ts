import { chmodSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { GzipMembers } from '../../core/archive/gzip.ts';
import { GvError, interruption } from '../../errors.ts';
import { onDisk, threadError } from '../disk/disk-error.ts';
import { isNarrowed } from '../disk/owner.ts';
import { arrivals } from '../process/arrivals.ts';
import { workerProgram } from '../process/program.ts';
import type { ByteSource } from './byte-source.ts';
import { type ChunkSender, chunkSender } from './chunk-sender.ts';
import { pieceQueue } from './piece-queue.ts';
import type { TreePart, Unpacked } from './recorder.ts';
import { inflated } from './tar-reader.ts';
import type { PackedTree, UnpackOrder, UnpackReply } from './unpack-protocol.ts';

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
  /** Called with the compressed bytes that zlib has read so far. */
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
  const order: UnpackOrder = { into, part, restoreModes: isNarrowed() };
  const thread = startThread(order);
  let read = 0;
  const source = pieceQueue((bytes) => progress?.((read += bytes)));
  const over = new AbortController();
  const reading = inflateInto(thread, source, { members, signal: over.signal });
  reading.catch(thread.fail);
  thread.tree.catch(() => {
    source.drop();
    over.abort();
  });
  const onAbort = (): void => thread.fail(interruption(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    async take(bytes) {
      await source.put(bytes);
      if (thread.failure !== undefined && !isRefusal(thread.failure)) throw thread.failure;
    },
    async end() {
      source.end();
      await reading.then(thread.end).catch(thread.fail);
      return unpackedTree(into, await thread.tree);
    },
    async stop() {
      signal.removeEventListener('abort', onAbort);
      thread.fail(new GvError('interrupted', 'the unpacking was stopped'));
      await thread.stop();
      await reading.catch(() => undefined);
    },
  };
}

/** Inflates an archive into a thread. Fails as `inflated` does, once the thread has read all in front of the fault: its own fault is the one to tell. */
async function inflateInto(
  { sender, hasEnd }: Thread,
  source: ByteSource,
  { members, signal }: { readonly members: GzipMembers; readonly signal: AbortSignal },
): Promise<void> {
  const another = async (): Promise<boolean> => {
    await sender.settle();
    return members === 'many' && !hasEnd();
  };
  try {
    await inflated(source, { take: sender.take, another, signal });
  } catch (error) {
    await sender.settle().catch(() => undefined);
    throw error;
  }
}

/** A thread that reads inflated chunks. */
interface Thread {
  readonly sender: ChunkSender;
  /** Whether the blocks that end an archive have come. */
  readonly hasEnd: () => boolean;
  /** The tree behind `end`; rejects with the first failure of the thread, or the one that was told by `fail`. */
  readonly tree: Promise<PackedTree>;
  readonly failure: Error | undefined;
  readonly fail: (error: unknown) => void;
  /** Sends what is left, and asks for the tree. */
  readonly end: () => Promise<void>;
  readonly stop: () => Promise<unknown>;
}

function startThread(order: UnpackOrder): Thread {
  const worker = new Worker(workerProgram('unpack'), { workerData: order });
  const tree = Promise.withResolvers<PackedTree>();
  const chunks = arrivals();
  let [read, isEnd] = [0, false];
  let failure: Error | undefined;
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    tree.reject(failure);
    chunks.end();
  };
  worker.on('message', (reply: UnpackReply) => {
    switch (reply.kind) {
      case 'read':
        isEnd = reply.isEnd;
        return chunks.grown((read += 1));
      case 'tree':
        return tree.resolve(reply.tree);
      case 'hostile':
        return fail(hostile(reply.message));
      case 'disk':
        return fail(threadError(reply));
    }
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new GvError('failed', 'the unpacking thread ended early')));
  const sender = chunkSender({
    send: (chunk) => worker.postMessage(chunk, [chunk.buffer]),
    read: (count) => chunks.reach(count),
  });
  return {
    sender,
    hasEnd: () => isEnd,
    tree: tree.promise,
    get failure() {
      return failure;
    },
    fail,
    end: async () => {
      await sender.settle();
      worker.postMessage('end');
    },
    stop: () => worker.terminate(),
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
