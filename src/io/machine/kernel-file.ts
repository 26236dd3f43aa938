import { readFileSync } from 'node:fs';
import { isSystemError } from '../../errors.ts';

/**
 * Reads a file in which the kernel tells a figure, as those of proc(5) and of cgroups: its size is 0, so only reading shows its end.
 * Undefined where the system has no such file, or hides it from this account.
 */
export function readKernelFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EOPNOTSUPP', 'EINVAL', 'EIO'))
      return undefined;
    throw error;
  }
}
