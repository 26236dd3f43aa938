import { chmodSync, constants, copyFileSync } from 'node:fs';
import { isSystemError } from '../../errors.ts';

/** Failures of a file system that has no clones, of two file systems, and of a machine without /proc. */
const NO_CLONES = ['EOPNOTSUPP', 'ENOTSUP', 'ENOTTY', 'ENOSYS', 'EXDEV', 'EINVAL', 'ENOENT'] as const;

/**
 * Makes a new file that shares the blocks of an open regular file until one of the two is changed (FICLONE, ioctl_ficlone(2)):
 * on btrfs, XFS and others a copy that takes no room. Through the descriptor, as the path may lead to another file by now.
 * False where that cannot be done; nothing is there then. Fails as `open` does, also for an entry that is there already.
 */
export function cloneFile(fd: number, path: string, mode: number): boolean {
  try {
    copyFileSync(`/proc/self/fd/${fd}`, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch (error) {
    if (isSystemError(error, ...NO_CLONES)) return false;
    throw error;
  }
  // The new file came with the mode of the other one.
  chmodSync(path, mode);
  return true;
}
