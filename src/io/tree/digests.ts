import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Digests, TreeEntry } from '../../core/toolchain/tree-check.ts';
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
  const parts = dealt(files, threadCount());
  const workers = parts.map((paths) => {
    const order: DigestOrder = { root, paths };
    return { paths, worker: new Worker(workerProgram('digest'), { workerData: order }) };
  });
  try {
    const hashed = await Promise.all(
      workers.map(async ({ paths, worker }) => digestsFrom(await replyOf(worker, signal), paths)),
    );
    return new Map(hashed.flat());
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

function digestsFrom(reply: DigestReply, paths: readonly string[]): readonly (readonly [string, string])[] {
  if ('failed' in reply) throw threadError(reply.failed);
  return paths.flatMap((path, index) => {
    const digest = reply.digests[index];
    return digest === undefined ? [] : [[path, digest] as const];
  });
}
