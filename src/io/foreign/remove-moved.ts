import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { removeTree } from '../disk/write.ts';
import { asideOf, copiedState, removeEmptied, renamed } from './moved-aside.ts';

export interface MovedTree {
  readonly path: string;
  /** Every file that was copied. */
  readonly files: readonly CoveredFile[];
  readonly signal: AbortSignal;
}

/**
 * Removes a tree of another manager whose files were copied. It is put aside in one step, so that no program finds a half of it, and
 * looked at once more: where a file is in it that was not copied, the tree goes back and stays. Gives whether it is gone. Fails
 * with `permission`, `disk`, `interrupted`.
 */
export async function removeMoved({ path, files, signal }: MovedTree): Promise<boolean> {
  const aside = asideOf(path);
  const copied = new Map(files.map((file) => [file.path, file.sha256]));
  await renamed(path, aside);
  let isCopied = false;
  try {
    isCopied = (await copiedState(aside, copied, signal)) === 'whole';
  } finally {
    if (!isCopied) await renamed(aside, path);
  }
  if (isCopied) {
    await removeTree(aside);
    await removeEmptied(path);
  }
  return isCopied;
}
