import type { ZipFile } from '../../core/archive/zip-tree.ts';
import type { ThreadFailure } from '../disk/disk-error.ts';

/** Files that lie one after the other in the zip. */
export type ZipBatch = readonly ZipFile[];

export interface ZipTask {
  /** A directory made for this purpose alone: it holds the tree's directories and nothing else. */
  readonly into: string;
  /** The zip, open; a number counts in every thread. */
  readonly fd: number;
  readonly batch: ZipBatch;
}

/** Files to copy from an installed toolchain, where it has them. */
export interface ReuseTask extends Pick<ZipTask, 'into' | 'batch'> {
  /** The GOROOT of that toolchain. */
  readonly base: string;
}

export type ZipReply =
  /** SHA-256 (hex) of each file of the batch, empty for one that a `ReuseTask` did not find, and the text of `go/VERSION` when it was one of them. */
  | { readonly kind: 'placed'; readonly digests: readonly string[]; readonly versionFile?: string }
  | { readonly kind: 'hostile'; readonly message: string }
  | (ThreadFailure & { readonly kind: 'disk' });
