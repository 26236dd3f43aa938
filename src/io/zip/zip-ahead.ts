import { fstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { parseZipDirectory } from '../../core/archive/zip-directory.ts';
import { parseZipEnd, ZIP_END_BYTES } from '../../core/archive/zip-end.ts';
import { zipTree, type ZipTree } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { removeTree } from '../disk/write.ts';
import { type Arrivals, arrivals } from '../process/arrivals.ts';
import { readRange } from './zip-content.ts';
import type { ZipBatch } from './zip-protocol.ts';
import type { ZipReader, ZipTail } from './zip-tail.ts';
import {
  BATCH_BYTES,
  makeDirectories,
  type ModuleZipOptions,
  progressOf,
  type UnpackedZip,
  unpackedZip,
} from './zip-unpack.ts';
import { batchesOf, type PlacedBatch, startZipWorkers, type ZipWorkers } from './zip-workers.ts';

/**
 * A module zip that is unpacked while it arrives. This is an attempt: after any failure, the finished zip is unpacked as
 * any other, and that reports the fault. The files written ahead are proven like all others.
 */
export interface ZipAhead {
  readonly reader: ZipReader;
  /**
   * The tree, once the rest is placed. Undefined after a failure, such as a finished zip that differs from its announced
   * end: `into` is then cleared. Fails with `permission` or `disk` when it cannot be cleared.
   */
  finish(handle: FileHandle): Promise<UnpackedZip | undefined>;
  /** Ends all reading and writing. */
  stop(): Promise<void>;
}

/** The facts that follow from the end of the zip. */
interface Begun {
  readonly tail: ZipTail;
  readonly tree: ZipTree;
  readonly placed: Promise<readonly PlacedBatch[]>;
}

/** The zip as far as it has arrived, and the threads that wait for more of it. */
interface Part {
  readonly fd: number;
  readonly workers: ZipWorkers;
  readonly arrivals: Arrivals;
}

/** Prepares to unpack into `into`/go, as `unpackModuleZip` does, by the threads `ready` where they are given. Progress is reported only once the zip has arrived. */
export function unpackAhead(into: string, options: ModuleZipOptions, ready?: ZipWorkers): ZipAhead {
  let spare = ready;
  let part: Part | undefined;
  let begun: Begun | undefined;
  let isArrived = false;
  const stop = async (): Promise<void> => {
    const { workers, arrivals } = part ?? {};
    part = undefined;
    arrivals?.end();
    await workers?.stop();
  };
  const progress = progressOf((bytes) => {
    if (isArrived) options.progress?.(bytes);
  });
  return {
    reader: {
      opened: (fd) => {
        part = { fd, workers: spare ?? startZipWorkers(), arrivals: arrivals() };
        spare = undefined;
      },
      grown: (size) => part?.arrivals.grown(size),
      gone: stop,
      tail: (tail) => {
        if (part !== undefined) begun ??= begin(part, tail, { into, prefix: options.prefix, progress });
      },
    },
    async finish(handle) {
      isArrived = true;
      const onAbort = (): void => void stop();
      options.signal.addEventListener('abort', onAbort, { once: true });
      const tree = begun === undefined || part === undefined ? undefined : await settled(handle, begun, into);
      options.signal.removeEventListener('abort', onAbort);
      await stop();
      if (tree === undefined) await removeTree(join(into, 'go'));
      return tree;
    },
    stop,
  };
}

interface PlaceContext {
  readonly into: string;
  readonly prefix: string;
  readonly progress: (batch: ZipBatch) => void;
}

/** Undefined if the announced tail is malformed; the finished zip is then checked and reports the fault. */
function begin({ fd, workers, arrivals }: Part, tail: ZipTail, on: PlaceContext): Begun | undefined {
  try {
    const tree = treeIn(tail, on.prefix);
    makeDirectories(on.into, tree);
    const placed = workers.place({
      fd,
      into: on.into,
      batches: batchesOf(tree.files, BATCH_BYTES),
      arrival: (batch) => arrivals.reach(batch.at(-1)?.record.to ?? 0),
      onPlaced: on.progress,
    });
    placed.catch(() => undefined);
    return { tail, tree, placed };
  } catch (error) {
    if (error instanceof GvError) return undefined;
    throw error;
  }
}

/** Reads the directory in a zip's end. Fails with `archive-hostile`, also where the end does not hold all of it. */
function treeIn({ bytes, total }: ZipTail, prefix: string): ZipTree {
  const end = parseZipEnd(bytes.subarray(-ZIP_END_BYTES), total);
  const from = end.from - (total - bytes.length);
  const directory = from < 0 ? new Uint8Array() : bytes.subarray(from, from + end.length);
  return zipTree(parseZipDirectory(directory, end), prefix);
}

async function settled(handle: FileHandle, begun: Begun, into: string): Promise<UnpackedZip | undefined> {
  try {
    if (!isEnd(handle, begun.tail)) return undefined;
    return unpackedZip(into, begun.tree, await begun.placed);
  } catch (error) {
    if (error instanceof GvError) return undefined;
    throw error;
  }
}

/** Whether a finished zip has the end that was announced. */
function isEnd({ fd }: FileHandle, { bytes, total }: ZipTail): boolean {
  if (fstatSync(fd).size !== total) return false;
  return readRange(fd, { from: total - bytes.length, length: bytes.length }).equals(bytes);
}
