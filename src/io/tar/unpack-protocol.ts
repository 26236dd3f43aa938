import type { GzipMembers } from '../../core/archive/gzip.ts';
import type { ThreadFailure } from '../disk/disk-error.ts';
import type { TreePart } from './recorder.ts';

/** The work of an unpacking thread. */
export interface UnpackOrder {
  /** An empty directory that was made for this archive, closed to other accounts. */
  readonly into: string;
  /** The memory by which the archive comes, a slot at a time. */
  readonly slots: readonly Uint8Array<SharedArrayBuffer>[];
  readonly members: GzipMembers;
  readonly part: TreePart;
  /** True when the umask of the process clears permission bits that an official tree has. */
  readonly restoreModes: boolean;
}

/** A slot of which the first `length` bytes are filled. */
export interface FilledSlot {
  readonly slot: number;
  readonly length: number;
}

/** The next bytes of the archive, or its end. */
export type UnpackNews = FilledSlot | 'end';

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
  /** A slot may be filled again. */
  | { readonly kind: 'free'; readonly slot: number }
  | { readonly kind: 'tree'; readonly tree: PackedTree }
  | { readonly kind: 'hostile'; readonly message: string }
  | (ThreadFailure & { readonly kind: 'disk' });
