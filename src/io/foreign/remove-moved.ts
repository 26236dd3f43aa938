import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CoveredFile } from '../../core/toolchain/judgement.ts';
import { isInModule } from '../../trust/log/module-h1.ts';
import { diskError } from '../disk/disk-error.ts';
import { removeTree } from '../disk/write.ts';
import { listedDigests } from '../tree/digests.ts';
import { walkTree } from '../tree/walk.ts';

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
  const aside = join(dirname(path), `.${basename(path)}.gv-moved-${process.pid}`);
  await renamed(path, aside);
  let isCopied = false;
  try {
    isCopied = await hasOnly(aside, files, signal);
  } finally {
    if (!isCopied) await renamed(aside, path);
  }
  if (isCopied) await removeTree(aside);
  return isCopied;
}

/** Whether every file that h1 covers is one of these, as it was. */
async function hasOnly(root: string, files: readonly CoveredFile[], signal: AbortSignal): Promise<boolean> {
  const list = new Map(files.map((file) => [file.path, file.sha256]));
  const entries = walkTree(root);
  if (entries.some(({ kind, path }) => kind !== 'directory' && isInModule(path) && !list.has(path)))
    return false;
  const digests = await listedDigests(root, { entries, list }, signal);
  return files.every(({ path, sha256 }) => digests.get(path) === sha256);
}

async function renamed(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    throw diskError(error, from);
  }
}
