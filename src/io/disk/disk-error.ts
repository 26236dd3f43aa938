import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shellWord } from '../../core/shells/quote.ts';
import { type ErrorOptions, GvError, isSystemError } from '../../errors.ts';
import { shortageOf } from '../process/shortage.ts';
import { umaskFailure } from './owner.ts';

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
  EISDIR: 'is a directory',
  ELOOP: 'leads through too many links, or is one',
  ENAMETOOLONG: 'is a longer name than the file system takes',
  ENOTEMPTY: 'is not empty',
  EFBIG: 'would be larger than a file may be here (ulimit -f shows how large)',
  EIO: 'cannot be read or written: the disk reports an error',
  EBUSY: 'is in use, as a mount or by a program',
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
  if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS')) return notAllowed(error, path);
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('code' in error)) return error;
  if (error.code === 'ENOTDIR') return notBelow(error, path);
  const words = WORDS[String(error.code)];
  const message = words === undefined ? `${path}: ${error.message}` : `${path} ${words}`;
  return new GvError('disk', message, { ...cureOf(String(error.code), path), path, cause: error });
}

/** As `diskError`, for a call that only reads. */
export function readError(error: unknown, path: string): Error {
  return isSystemError(error, 'EACCES', 'EPERM') ? notReadable(path, error) : diskError(error, path);
}

/** The calls that only look, as Node's messages name them; `open` does both. */
const LOOKING = /^EACCES: [^,]*, (?:scandir|opendir|lstat|stat|readlink|realpath)\b/;
const REMOVING = /^[A-Z]+: [^,]*, (?:unlink|rmdir)\b/;

function notAllowed(cause: Error, path: string): GvError {
  if (REMOVING.test(cause.message))
    return new GvError('permission', `not allowed to remove ${path}`, {
      hint: 'Check the owner of its directory (ls -ld), its own attributes (lsattr), and whether its file system is read-only.',
      path,
      cause,
    });
  const own = umaskFailure(cause);
  if (own !== undefined) return own;
  return new GvError('permission', `not allowed to write ${path}`, {
    hint: 'Check its owner (ls -ld) and whether its file system is read-only, or set GV_ROOT to a directory of yours.',
    path,
    cause,
  });
}

function cureOf(code: string, path: string): Pick<ErrorOptions, 'hint'> {
  // A file or a link of gv's was to take its place.
  if (code === 'EISDIR') return { hint: awayHint(path) };
  if (code !== 'EBUSY') return {};
  return { hint: `Where something is mounted there, unmount it first: umount ${shellWord(path)}` };
}

/** The failure for ENOTDIR: the path is, or lies below, something else than a directory. */
function notBelow(cause: Error, path: string): GvError {
  const other = otherOnTheWay(path);
  if (other === path) return noDirectory(path, cause);
  const [way, cure] = other === undefined ? ['a file', {}] : [other, ownCure(other)];
  return new GvError('disk', `${path} lies below ${way}, which is no directory`, { ...cure, path, cause });
}

/** The failure where something else has the name of a directory. */
export function noDirectory(path: string, cause: unknown): GvError {
  return new GvError('disk', `${path} is there, and is no directory`, { ...ownCure(path), path, cause });
}

/** The first existing one of a path and its parents, upwards, where it is no directory. */
function otherOnTheWay(path: string): string | undefined {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    try {
      return statSync(at).isDirectory() ? undefined : at;
    } catch {
      // Not there, or below something else.
    }
  }
  return undefined;
}

/** The cure where something else has the name of a directory of gv's: such a directory lies beside bin/gv. */
function ownCure(path: string): Pick<ErrorOptions, 'hint'> {
  return existsSync(join(dirname(path), 'bin', 'gv')) ? { hint: awayHint(path) } : {};
}

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
  const error = Object.assign(new Error(message), { code });
  return isReader === true ? readError(error, path) : diskError(error, path);
}
