import { GvError, isSystemError } from '../../errors.ts';

/** Does work on a file, whose name a system error gets; see `diskError`. */
export function onDisk<T>(path: string, work: (path: string) => T): T {
  try {
    return work(path);
  } catch (error) {
    throw diskError(error, path);
  }
}

/**
 * Gives a system error about a file its name: `disk-full`, `permission`, or `disk`.
 * Anything else comes back as it is, to be reported as the surprise it is.
 */
export function diskError(error: unknown, path: string): Error {
  if (error instanceof GvError) return error;
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) {
    return new GvError('disk-full', `no space left for ${path}`, {
      hint: 'Free some space, or set GV_ROOT to a directory on a larger disk.',
      path,
      cause: error,
    });
  }
  if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new GvError('permission', `not allowed to write ${path}`, {
      hint: 'Check who owns it and whether its file system is read-only, or set GV_ROOT to a directory of yours.',
      path,
      cause: error,
    });
  }
  if (isSystemError(error)) return new GvError('disk', `${path}: ${error.message}`, { path, cause: error });
  if (error instanceof Error && 'code' in error) {
    return new GvError('disk', `${path}: ${error.message}`, { path, cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** How a thread tells of a system error, which loses its code on the way between threads. */
export interface ThreadFailure {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The failure as the thread met it; see `diskError`. */
export function threadError({ code, path, message }: ThreadFailure): Error {
  return diskError(Object.assign(new Error(message), { code }), path);
}
