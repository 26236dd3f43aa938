import type { ThreadFailure } from '../disk/disk-error.ts';

/** Work for one thread: paths in a tree. */
export interface DigestOrder {
  readonly root: string;
  readonly paths: readonly string[];
}

export type DigestReply =
  /** SHA-256 (hex) of each path, in order; undefined for a path that is not a regular file any more. */
  { readonly digests: readonly (string | undefined)[] } | { readonly failed: ThreadFailure };
