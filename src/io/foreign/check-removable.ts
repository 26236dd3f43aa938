import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '../../core/shells/quote.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { isOwn } from '../disk/access.ts';
import { walkTree } from '../tree/walk.ts';

/**
 * Refuses a tree of this account in which an entry can be neither changed nor removed, such as an immutable file: found among the
 * removals, it would leave a half of the tree. `path` is where the tree lies for its owner. Each entry gets the mode that it has, as
 * Node shows no such mark. Fails with `permission`, and as reading a tree.
 */
export function checkRemovable(root: string, path: string): void {
  for (const entry of walkTree(root)) {
    if (entry.kind !== 'file' && entry.kind !== 'directory') continue;
    try {
      chmodSync(join(root, entry.path), entry.mode);
    } catch (error) {
      if (!isSystemError(error, 'EPERM', 'EROFS')) continue;
      // An entry of another account may be removed all the same, where its directory is this one's.
      if (process.geteuid?.() !== 0 && !isOwn(join(root, entry.path))) continue;
      throw fixedFailure(path, join(path, entry.path), error);
    }
  }
}

function fixedFailure(tree: string, path: string, cause: unknown): GvError {
  const free = `chattr -i ${shellWord(path)} (macOS: chflags nouchg) frees an immutable file`;
  return new GvError('permission', `${path} cannot be removed, so its tree stays`, {
    hint: `${free}; then, as gv has a copy: rm -r ${shellWord(tree)}`,
    path,
    cause,
  });
}
