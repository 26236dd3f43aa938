import type { FileSums } from '../../core/toolchain/zip-list.ts';
import type { ThreadFailure } from '../disk/disk-error.ts';

/** Work for one thread: paths in a tree. */
export interface DigestOrder {
  readonly root: string;
  readonly paths: readonly string[];
  /** Takes size and CRC-32 of the same bytes too. */
  readonly sums: boolean;
}

export type DigestReply =
  /** SHA-256 (hex) of each path, in order; undefined for a path that is not a regular file any more. */
  | { readonly digests: readonly (string | undefined)[] }
  /** Likewise, where sums were asked for. */
  | { readonly sums: readonly (FileSums | undefined)[] }
  | { readonly failed: ThreadFailure };
