import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import { diskError } from './disk-error.ts';
import { removeTree } from './write.ts';

/** An empty directory that only this account can look into; disposing of it removes it with everything in it, as does the end of gv. */
export interface PrivateDirectory extends AsyncDisposable {
  readonly path: string;
}

/**
 * Makes a directory in the one for temporary files, under a name that another account can neither foresee nor take first: mkdir
 * follows no link and fails for a name that is taken. The prefix is for a directory that a later gv is to know as gv's. Fails with `permission`, `disk` or `disk-full`.
 */
export async function privateDirectory(parent: string, prefix = 'gv-'): Promise<PrivateDirectory> {
  const path = join(parent, `${prefix}${randomBytes(12).toString('hex')}`);
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    throw diskError(error, path);
  }
  if (made.size === 0) process.on('exit', removeAll);
  made.add(path);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await removeTree(path);
      made.delete(path);
      if (made.size === 0) process.off('exit', removeAll);
    },
  };
}

const made = new Set<string>();

/** A second SIGINT ends gv at once. A process that was killed a moment ago may still have written a file, for which the removal is tried again. */
function removeAll(): void {
  for (const path of made) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    } catch (error) {
      if (!isSystemError(error, 'ENOTEMPTY', 'EACCES', 'EPERM', 'EBUSY')) throw error;
    }
  }
}
