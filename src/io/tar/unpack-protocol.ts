import type { ThreadFailure } from '../disk/disk-error.ts';
import type { TreePart } from './recorder.ts';

/** The work of an unpacking thread. */
export interface UnpackOrder {
  /** An empty directory that was made for this archive, closed to other accounts. */
  readonly into: string;
  readonly part: TreePart;
  /** True when the umask of the process clears permission bits that an official tree has. */
  readonly restoreModes: boolean;
}

/** The next inflated bytes, whose memory is the thread's, or the end of the archive. */
export type UnpackNews = Uint8Array | 'end';

/** A tree in a form that is quick to hand over between threads: one text, not an object for each of 15 000 files. */
export interface PackedTree {
  /** One path a line; names that passed the check have no line feed. */
  readonly paths: string;
  /** The SHA-256 (hex) of each, back to back. */
  readonly digests: string;
  readonly directories: string;
  readonly programs: string;
  readonly bytes: number;
  readonly versionFile: string;
}

export type UnpackReply =
  /** A chunk was read. `isEnd`: the blocks that end an archive have come. */
  | { readonly kind: 'read'; readonly isEnd: boolean }
  | { readonly kind: 'tree'; readonly tree: PackedTree }
  | { readonly kind: 'hostile'; readonly message: string }
  | (ThreadFailure & { readonly kind: 'disk' });
