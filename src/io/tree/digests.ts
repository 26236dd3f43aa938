import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Digests, TreeEntry } from '../../core/toolchain/tree-check.ts';
import type { FileSums } from '../../core/toolchain/zip-list.ts';
import { GvError } from '../../errors.ts';
import { threadError } from '../disk/disk-error.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { DigestOrder, DigestReply } from './digests-protocol.ts';

/** Hashes files of a tree on all cores. Fails with `permission`, `disk` or `interrupted`. */
export async function treeDigests(
  root: string,
  files: readonly TreeEntry[],
  signal: AbortSignal,
): Promise<Digests> {
  const replies = await shared({ root, files, sums: false }, signal);
  return new Map(
    replies.flatMap(({ paths, reply }) => pairs(paths, 'digests' in reply ? reply.digests : [])),
  );
}

/** Takes size, CRC-32 and SHA-256 of the same bytes of each file, likewise; files that went away meanwhile have none. */
export async function treeSums(
  root: string,
  files: readonly TreeEntry[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FileSums>> {
  const replies = await shared({ root, files, sums: true }, signal);
  return new Map(replies.flatMap(({ paths, reply }) => pairs(paths, 'sums' in reply ? reply.sums : [])));
}

/** Hashes those files of a tree that a list names: its paths with their digests. Fails as `treeDigests` does. */
export async function listedDigests(
  root: string,
  { entries, list }: { readonly entries: readonly TreeEntry[]; readonly list: Pick<Digests, 'has'> },
  signal: AbortSignal,
): Promise<Digests> {
  const listed = entries.filter(({ kind, path }) => kind === 'file' && list.has(path));
  return treeDigests(root, listed, signal);
}

interface SharedWork extends Pick<DigestOrder, 'root' | 'sums'> {
  readonly files: readonly TreeEntry[];
}

interface PartReply {
  readonly paths: readonly string[];
  readonly reply: Exclude<DigestReply, { readonly failed: unknown }>;
}

async function shared({ root, files, sums }: SharedWork, signal: AbortSignal): Promise<readonly PartReply[]> {
  const workers = dealt(files, threadCount()).map((paths) => {
    const order: DigestOrder = { root, paths, sums };
    return { paths, worker: new Worker(workerProgram('digest'), { workerData: order }) };
  });
  try {
    return await Promise.all(
      workers.map(async ({ paths, worker }) => {
        const reply = await replyOf(worker, signal);
        if ('failed' in reply) throw threadError(reply.failed);
        return { paths, reply };
      }),
    );
  } finally {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  }
}

/** Shares of equal weight: the largest files first, in turn; opening a file costs as much as hashing some kilobytes. */
function dealt(files: readonly TreeEntry[], count: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: count }, (): string[] => []);
  const sorted = files.toSorted((a, b) => b.size - a.size);
  for (const [index, { path }] of sorted.entries()) parts[index % count]?.push(path);
  return parts.filter((part) => part.length > 0);
}

async function replyOf(worker: Worker, signal: AbortSignal): Promise<DigestReply> {
  try {
    const [reply] = (await once(worker, 'message', { signal })) as [DigestReply];
    return reply;
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
