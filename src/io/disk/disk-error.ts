import { shellWord } from '../../core/shells/quote.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { shortageOf } from '../process/shortage.ts';

/** Does work on a file; a system error gets the file's name (see `diskError`). */
export function onDisk<T>(path: string, work: (path: string) => T): T {
  try {
    return work(path);
  } catch (error) {
    throw diskError(error, path);
  }
}

/** In words, behind the name of the file. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EEXIST: 'exists already',
  ENOTDIR: 'lies below a file that is no directory',
  EISDIR: 'is a directory',
  ELOOP: 'leads through too many links, or is one',
  ENAMETOOLONG: 'is a longer name than the file system takes',
  ENOTEMPTY: 'is not empty',
  EFBIG: 'would be larger than a file may be here (ulimit -f shows how large)',
  EIO: 'cannot be read or written: the disk reports an error',
};

/**
 * The failure for a system error about a file, with the file's name: `disk-full`, `permission`, or `disk`.
 * Any other error is given back unchanged, to be reported as a bug.
 */
export function diskError(error: unknown, path: string): Error {
  if (error instanceof GvError) return error;
  const shortage = shortageOf(error);
  if (shortage !== undefined) return shortage;
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) {
    return new GvError('disk-full', `no space left for ${path}`, {
      hint: 'Free some space, or set GV_ROOT to a directory on a larger disk.',
      path,
      cause: error,
    });
  }
  if (isSystemError(error, 'EACCES') && LOOKING.test(error.message)) return notReadable(path, error);
  if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new GvError('permission', `not allowed to write ${path}`, {
      hint: 'Check its owner (ls -ld) and whether its file system is read-only, or set GV_ROOT to a directory of yours.',
      path,
      cause: error,
    });
  }
  if (error instanceof Error && 'code' in error) {
    const words = WORDS[String(error.code)];
    const message = words === undefined ? `${path}: ${error.message}` : `${path} ${words}`;
    // A file or a link of gv's was to take its place.
    const hint = error.code === 'EISDIR' ? { hint: awayHint(path) } : {};
    return new GvError('disk', message, { ...hint, path, cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The calls that only look, as Node's messages name them; `open` does both. */
const LOOKING = /^EACCES: [^,]*, (?:scandir|opendir|lstat|stat|readlink|realpath)\b/;

/** The failure for a file or directory that this account may not read. */
export function notReadable(path: string, cause: unknown): GvError {
  return new GvError('permission', `not allowed to read ${path}`, {
    hint: 'Check its owner and mode (ls -ld); gv reads it as you.',
    path,
    cause,
  });
}

/** The command that puts an entry out of the way. */
export function movedAway(path: string): string {
  return `mv ${shellWord(path)} ${shellWord(`${path}.away`)}`;
}

/** The cure of an entry that stands in the place of one of gv's own. */
export function awayHint(path: string): string {
  return `Move it away: ${movedAway(path)}`;
}

/** A system error in a message between threads, where an Error loses its code. */
export interface ThreadFailure {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  /** The thread writes nothing. */
  readonly isReader?: true;
}

/** The form in which a thread sends a system error at a path. Throws anything else than an Error on. */
export function threadFailure(error: unknown, path: string): ThreadFailure {
  if (!(error instanceof Error)) throw error;
  return { code: 'code' in error ? String(error.code) : '', path, message: error.message };
}

/** The failure as the thread met it; see `diskError`. */
export function threadError({ code, path, message, isReader }: ThreadFailure): Error {
  if (isReader === true && code === 'EACCES') return notReadable(path, new Error(message));
  return diskError(Object.assign(new Error(message), { code }), path);
}
