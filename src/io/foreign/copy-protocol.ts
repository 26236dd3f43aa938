import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import type { ThreadFailure } from '../disk/disk-error.ts';

/** Work for one thread: files of a tree to copy. */
export interface CopyTask {
  /** The GOROOT that is only read. */
  readonly from: string;
  /** The GOROOT in a stage, whose directories are there already. */
  readonly into: string;
  readonly files: readonly CoveredFile[];
}

export type CopyReply =
  | { readonly kind: 'copied'; readonly bytes: number }
  /** A file that has another content than it had when its tree was judged, or that is gone. */
  | { readonly kind: 'changed'; readonly path: string }
  | ({ readonly kind: 'disk' } & ThreadFailure);
