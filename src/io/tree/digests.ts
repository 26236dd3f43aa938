import { Worker } from 'node:worker_threads';
import type { Digests, TreeEntry } from '../../core/toolchain/tree-check.ts';
import type { FileSums } from '../../core/toolchain/zip-list.ts';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { DigestOrder, DigestReply } from './digests-protocol.ts';

/**
 * Threads that hash files of trees, on all cores; the first call starts them, and calls may overlap. Each call fails with
 * `permission`, `disk` or `interrupted`.
 */
export interface TreeHashers extends AsyncDisposable {
  /** The SHA-256 of each file; files that went away meanwhile have none. */
  digests(root: string, files: readonly TreeEntry[]): Promise<Digests>;
  /** Size, CRC-32 and SHA-256 of the same bytes, likewise. */
  sums(root: string, files: readonly TreeEntry[]): Promise<ReadonlyMap<string, FileSums>>;
}

/** Disposing of the threads ends them. */
export function treeHashers(signal: AbortSignal): TreeHashers {
  let threads: readonly HashThread[] = [];
  const share = async (
    order: Omit<DigestOrder, 'paths'>,
    files: readonly TreeEntry[],
  ): Promise<readonly PartReply[]> => {
    if (threads.length === 0) threads = Array.from({ length: threadCount() }, () => hashThread(signal));
    return Promise.all(
      dealt(files, threads.length).map(async (paths, at) => {
        const reply = (await threads[at]?.ask({ ...order, paths })) ?? { digests: [] };
        if ('failed' in reply) throw threadError(reply.failed);
        return { paths, reply };
      }),
    );
  };
  return {
    async digests(root, files) {
      const replies = await share({ root, sums: false }, files);
      return new Map(
        replies.flatMap(({ paths, reply }) => pairs(paths, 'digests' in reply ? reply.digests : [])),
      );
    },
    async sums(root, files) {
      const replies = await share({ root, sums: true }, files);
      return new Map(replies.flatMap(({ paths, reply }) => pairs(paths, 'sums' in reply ? reply.sums : [])));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

/** Hashes those files of a tree that a list names: its paths with their digests. Fails as `TreeHashers.digests` does. */
export async function listedDigests(
  root: string,
  { entries, list }: { readonly entries: readonly TreeEntry[]; readonly list: Pick<Digests, 'has'> },
  signal: AbortSignal,
): Promise<Digests> {
  await using hashers = treeHashers(signal);
  return await hashers.digests(
    root,
    entries.filter(({ kind, path }) => kind === 'file' && list.has(path)),
  );
}

interface PartReply {
  readonly paths: readonly string[];
  readonly reply: Exclude<DigestReply, { readonly failed: unknown }>;
}

/** Shares of equal weight: the largest files first, in turn; opening a file costs as much as hashing some kilobytes. */
function dealt(files: readonly TreeEntry[], count: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: count }, (): string[] => []);
  const isLarge = ({ size }: TreeEntry): boolean => size >= LARGE_BYTES;
  const large = files.filter(isLarge).toSorted((a, b) => b.size - a.size);
  const order = [...large, ...files.filter((file) => !isLarge(file))];
  for (const [index, { path }] of order.entries()) parts[index % count]?.push(path);
  return parts;
}

/** Smaller files weigh alike. */
const LARGE_BYTES = 64 * 1024;

/** A thread that answers in the order of the questions. */
interface HashThread {
  ask(order: DigestOrder): Promise<DigestReply>;
  stop(): Promise<unknown>;
}

function hashThread(signal: AbortSignal): HashThread {
  const worker = new Worker(workerProgram('digest'));
  const asked: PromiseWithResolvers<DigestReply>[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of asked.splice(0)) reject(failure);
  };
  const onAbort = (): void => fail(new GvError('interrupted', 'interrupted while reading a toolchain'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  worker.on('message', (reply: DigestReply) => asked.shift()?.resolve(reply));
  worker.on('error', fail);
  worker.on('exit', () => fail(new GvError('failed', 'a hashing thread ended early')));
  return {
    async ask(order) {
      if (failure !== undefined) throw failure;
      if (order.paths.length === 0) return { digests: [] };
      const answer = Promise.withResolvers<DigestReply>();
      asked.push(answer);
      worker.postMessage(order);
      return answer.promise;
    },
    stop: async () => {
      signal.removeEventListener('abort', onAbort);
      await worker.terminate();
    },
  };
}

function pairs<T>(
  paths: readonly string[],
  values: readonly (T | undefined)[],
): readonly (readonly [string, T])[] {
  return paths.flatMap((path, index) => {
    const value = values[index];
    return value === undefined ? [] : [[path, value] as const];
  });
}
