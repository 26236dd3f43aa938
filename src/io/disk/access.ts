import { accessSync, constants, statSync } from 'node:fs';
import { isSystemError } from '../../errors.ts';
import { diskError } from './disk-error.ts';

/** The owner of a path, in words: `root` or `user 1000`. Fails as `stat` does. */
export function ownerOf(path: string): string {
  const { uid } = statSync(path);
  return uid === 0 ? 'root' : `user ${uid}`;
}

/** True for a file, links followed, that this process may run; false for a directory or a missing file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return false;
    throw error;
  }
}

/** Whether this process may write a path, links followed; `absent` for a missing one. Fails with `disk`. */
export function mayWrite(path: string): 'yes' | 'no' | 'absent' {
  try {
    accessSync(path, constants.W_OK);
    return 'yes';
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 'absent';
    if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) return 'no';
    throw diskError(error, path);
  }
}
