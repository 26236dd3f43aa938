import { chmodSync, mkdirSync, utimesSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { ZipFile, ZipTree } from '../../core/archive/zip-tree.ts';
import { GvError } from '../../errors.ts';
import { readVersionFile } from '../../trust/content.ts';
import { onDisk } from '../disk/disk-error.ts';
import { heirOf, isNarrowed, UNPROVEN_MODE } from '../disk/owner.ts';
import type { ReadOptions } from '../tar/tar-reader.ts';
import { type HashedZip, hashedZip, readZipTree } from './zip-hash.ts';
import type { ZipBatch } from './zip-protocol.ts';
import { batchesOf, type PlacedBatch, startZipWorkers } from './zip-workers.ts';

/** A module zip's tree in staging, complete but not proven: open to its owner alone, nothing executable. */
export interface UnpackedZip extends HashedZip {
  /**
   * Gives the tree its final modes and times. Only for a tree whose `h1` is proven; call it once.
   * Fails with `content-wrong` for a malformed VERSION, `permission` or `disk`.
   */
  seal(): Promise<void>;
}

export interface ModuleZipOptions extends ReadOptions {
  /** The start of every name in the zip: `golang.org/toolchain@v0.0.1-go1.22.5.linux-amd64/`. */
  readonly prefix: string;
}

/** Packed bytes that a thread takes at a time: few enough that all threads end together, enough that asking costs nothing. */
export const BATCH_BYTES = 1024 * 1024;

/**
 * Unpacks a module zip of a toolchain into `into`/go through the open descriptor, whose bytes are not proven yet:
 * the directory is checked as a whole first, then all cores inflate, hash and write. The caller compares `h1` with the
 * checksum database, and only then calls `seal`. Progress counts packed bytes.
 * Fails with `archive-hostile`, `disk-full`, `permission`, `disk` or `interrupted`; the caller drops the directory.
 */
export async function unpackModuleZip(
  handle: FileHandle,
  into: string,
  options: ModuleZipOptions,
): Promise<UnpackedZip> {
  const { signal } = options;
  checkAborted(signal);
  const workers = startZipWorkers();
  // Ending the threads makes the waiting `place` reject.
  const abort = (): void => void workers.stop();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const tree = readZipTree(handle, options.prefix);
    makeDirectories(into, tree);
    const placed = await workers.place({
      fd: handle.fd,
      into,
      batches: batchesOf(tree.files, BATCH_BYTES),
      onPlaced: progressOf(options.progress),
    });
    checkAborted(signal);
    return unpackedZip(into, tree, placed);
  } catch (error) {
    checkAborted(signal, error);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    await workers.stop();
  }
}

function checkAborted(signal: AbortSignal, cause?: unknown): void {
  if (signal.aborted) throw new GvError('interrupted', 'interrupted while unpacking', { cause });
}

/** Makes the tree's directories, closed to other accounts. Fails with `disk-full`, `permission`, `disk`. */
export function makeDirectories(into: string, tree: Pick<ZipTree, 'directories'>): void {
  const give = heirOf(into);
  for (const directory of tree.directories) {
    onDisk(`${into}/${directory}`, (path) => {
      mkdirSync(path, 0o700);
      give?.(path);
    });
  }
}

/** Sums up the packed bytes of batches. */
export function progressOf(report: ReadOptions['progress']): (batch: ZipBatch) => void {
  let bytes = 0;
  return (batch) => {
    for (const { record } of batch) bytes += record.to - record.from;
    report?.(bytes);
  };
}

/** The files that the threads placed, as a tree that waits for its proof. */
export function unpackedZip(into: string, tree: ZipTree, placed: readonly PlacedBatch[]): UnpackedZip {
  const digests = placed.flatMap((part) => part.digests);
  const versionFile = placed.find((part) => part.versionFile !== undefined)?.versionFile ?? '';
  return {
    ...hashedZip(tree, digests, versionFile),
    // A promise although the work is synchronous, which for 12 000 files takes 0.04 s.
    seal: async () => {
      await Promise.resolve();
      sealTree(into, tree, readVersionFile(versionFile).time);
    },
  };
}

/** The files and directories of a tree with the modes that they get. */
export interface ModedTree extends Pick<ZipTree, 'directories'> {
  readonly files: readonly Pick<ZipFile, 'path' | 'mode'>[];
}

/** Sets modes and times, children before parents: a new file changes the time of its directory. Only for a proven tree. */
export function sealTree(into: string, tree: ModedTree, time: Date | undefined): void {
  const restoreModes = isNarrowed();
  const seal = (path: string, mode: number): void =>
    onDisk(`${into}/${path}`, (full) => {
      if (restoreModes || mode !== UNPROVEN_MODE) chmodSync(full, mode);
      if (time !== undefined) utimesSync(full, time, time);
    });
  for (const { path, mode } of tree.files) seal(path, mode);
  for (const directory of tree.directories.toReversed()) seal(directory, 0o755);
}
