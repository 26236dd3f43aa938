import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Digests, TreeEntry } from '../../core/toolchain/tree-check.ts';
import type { FileSums } from '../../core/toolchain/zip-list.ts';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { DigestOrder, DigestReply } from './digests-protocol.ts';

/** Threads that hash files of a tree, on all cores. Each call fails with `permission`, `disk` or `interrupted`; one call at a time. */
export interface TreeHashers extends AsyncDisposable {
  /** The SHA-256 of each file; files that went away meanwhile have none. */
  digests(root: string, files: readonly TreeEntry[]): Promise<Digests>;
  /** Size, CRC-32 and SHA-256 of the same bytes, likewise. */
  sums(root: string, files: readonly TreeEntry[]): Promise<ReadonlyMap<string, FileSums>>;
}

/** Starts the threads, which takes a while: do it before the work is known. Disposing of them ends them. */
export function treeHashers(signal: AbortSignal): TreeHashers {
  const workers = Array.from({ length: threadCount() }, () => new Worker(workerProgram('digest')));
  const share = async (
    order: Omit<DigestOrder, 'paths'>,
    files: readonly TreeEntry[],
  ): Promise<readonly PartReply[]> =>
    Promise.all(
      dealt(files, workers.length).map(async (paths, at) => {
        const reply = await replyOf(workers[at], { ...order, paths }, signal);
        if ('failed' in reply) throw threadError(reply.failed);
        return { paths, reply };
      }),
    );
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
      await Promise.all(workers.map((worker) => worker.terminate()));
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

async function replyOf(
  worker: Worker | undefined,
  order: DigestOrder,
  signal: AbortSignal,
): Promise<DigestReply> {
  if (worker === undefined || order.paths.length === 0) return { digests: [] };
  try {
    const answer = once(worker, 'message', { signal }) as Promise<[DigestReply]>;
    worker.postMessage(order);
    return (await answer)[0];
  } catch (cause) {
    if (signal.aborted) throw new GvError('interrupted', 'interrupted while reading a toolchain', { cause });
    throw cause;
  }
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
