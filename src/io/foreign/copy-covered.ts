import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { modeOf, parentsOf } from '../../core/archive/zip-tree.ts';
import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { GvError, interruption } from '../../errors.ts';
import { readVersionFile } from '../../trust/content.ts';
import { threadError } from '../disk/disk-error.ts';
import { readSmall } from '../disk/read.ts';
import { workerProgram } from '../process/program.ts';
import { threadCount } from '../process/threads.ts';
import type { UnpackedTree } from '../tar/unpack-thread.ts';
import { makeDirectories, sealTree } from '../zip/zip-unpack.ts';
import type { CopyReply, CopyTask } from './copy-protocol.ts';

export interface CopyOrder {
  /** The GOROOT that is only read. */
  readonly from: string;
  /** An empty stage, which takes the tree as `go`. */
  readonly into: string;
  readonly files: readonly CoveredFile[];
}

/** Threads that copy trees, on all cores; one tree at a time. Disposing of them ends them. */
export interface TreeCopiers extends AsyncDisposable {
  /**
   * Copies the covered files of a tree into a stage, as clones where the file system has them, closed and not executable. Each
   * digest is taken from the very bytes that were written, so that a tree that changes meanwhile is noticed, and compared: the
   * copy has what the checksum database proved. Fails with `tree-changed`, `interrupted`, `disk-full`, `permission`, `disk`.
   */
  copy(order: CopyOrder): Promise<UnpackedTree>;
}

/** Starts the threads, once for all trees of a command. */
export function treeCopiers(signal: AbortSignal): TreeCopiers {
  const workers = Array.from({ length: threadCount() }, () => new Worker(workerProgram('copy')));
  return {
    async copy({ from, into, files }) {
      const directories = parentsOf(files.map(({ path }) => `go/${path}`));
      makeDirectories(into, { directories });
      const tasks = sharesOf(files).map((share) => ({ from, into: join(into, 'go'), files: share }));
      let next = 0;
      let bytes = 0;
      const work = async (worker: Worker): Promise<void> => {
        for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
          const reply = await replyOf(worker, task, signal);
          // No further task is for a tree that fails.
          if (reply.kind !== 'copied') next = tasks.length;
          bytes += bytesIn(reply);
        }
      };
      // Until every thread has answered: a late answer would be taken for that on a file of the next tree.
      for (const end of await Promise.allSettled(workers.map(work)))
        if (end.status === 'rejected') throw end.reason;
      return treeIn(into, { files, directories, bytes });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Files of one task: few enough that all threads end together. */
const AT_ONCE = 128;

/** A tree's few large files, its programs, are none of its sources: they come first, one a task. */
function sharesOf(files: readonly CoveredFile[]): readonly (readonly CoveredFile[])[] {
  const [sources = [], others = []] = [true, false].map((is) =>
    files.filter(({ path }) => path.startsWith('src/') === is),
  );
  const shares = others.map((file) => [file]);
  for (let at = 0; at < sources.length; at += AT_ONCE) shares.push(sources.slice(at, at + AT_ONCE));
  return shares;
}

async function replyOf(worker: Worker, task: CopyTask, signal: AbortSignal): Promise<CopyReply> {
  if (signal.aborted) throw interruption(signal);
  try {
    const answer = once(worker, 'message', { signal }) as Promise<[CopyReply]>;
    worker.postMessage(task);
    return (await answer)[0];
  } catch (cause) {
    throw signal.aborted ? interruption(signal) : cause;
  }
}

function bytesIn(reply: CopyReply): number {
  switch (reply.kind) {
    case 'copied':
      return reply.bytes;
    case 'changed':
      throw new GvError('tree-changed', `${reply.path} changed while its tree was read`, {
        hint: 'Let the program end that writes there, and run gv import again.',
        path: reply.path,
      });
    case 'disk':
      throw threadError(reply);
  }
}

function treeIn(
  into: string,
  {
    files,
    directories,
    bytes,
  }: Pick<UnpackedTree, 'files' | 'bytes'> & { readonly directories: readonly string[] },
): UnpackedTree {
  const versionFile = readSmall(join(into, 'go', 'VERSION')) ?? '';
  return {
    files,
    directories: new Set(directories.map((path) => path.slice('go/'.length)).filter((path) => path !== '')),
    bytes,
    versionFile,
    seal: async () => {
      await Promise.resolve();
      const moded = files.map(({ path }) => ({ path: `go/${path}`, mode: modeOf(0, path) }));
      sealTree(into, { files: moded, directories }, readVersionFile(versionFile).time);
    },
  };
}
