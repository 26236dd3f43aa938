import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { failureOf, type GvError } from '../../errors.ts';
import { removeTree } from '../disk/write.ts';
import { checkRemovable } from './check-removable.ts';
import { asideOf, copiedState, removeEmptied, renamed, restFailure } from './moved-aside.ts';

export interface MovedTree {
  readonly path: string;
  /** Every file that was copied. */
  readonly files: readonly CoveredFile[];
  readonly signal: AbortSignal;
}

/** The fate of a tree whose files were copied. */
export type MoveEnd =
  | { readonly kind: 'gone' }
  /** A file is in it that was not copied, so that it stays. */
  | { readonly kind: 'more' }
  /** The removal failed on the way; what is left of the tree lies at the path. */
  | { readonly kind: 'rest'; readonly path: string; readonly failure: GvError };

/**
 * Removes a tree of another manager whose files were copied. It is put aside in one step, so that no program finds a half of it, and
 * looked at once more: where a file is in it that was not copied, or one that cannot be removed, the tree goes back and stays. Fails
 * with `permission`, `disk`, `interrupted`; the tree is whole then.
 */
export async function removeMoved({ path, files, signal }: MovedTree): Promise<MoveEnd> {
  const aside = asideOf(path);
  const copied = new Map(files.map((file) => [file.path, file.sha256]));
  await renamed(path, aside);
  let isReady = false;
  try {
    if ((await copiedState(aside, copied, signal)) !== 'whole') return { kind: 'more' };
    checkRemovable(aside, path);
    isReady = true;
  } finally {
    if (!isReady) await renamed(aside, path);
  }
  const failure = await failureOf(() => removeTree(aside));
  if (failure !== undefined) return { kind: 'rest', path: aside, failure: restFailure(aside, failure) };
  await removeEmptied(path);
  return { kind: 'gone' };
}
