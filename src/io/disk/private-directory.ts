import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError } from './disk-error.ts';
import { removeTree } from './write.ts';

/** An empty directory that only this account can look into; disposing of it removes it with everything in it. */
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
  return { path, [Symbol.asyncDispose]: () => removeTree(path) };
}
