import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { GvError, isSystemError } from '../../errors.ts';
import { diskError } from './disk-error.ts';
import { readSmall } from './read.ts';
import { makeParents, removeFile, writeFileAtomic } from './write.ts';

const POLL_MS = 60;

export interface MutexOptions {
  readonly signal: AbortSignal;
  /** What the holder does, for the one who waits. */
  readonly purpose: string;
  /** Called once when somebody else holds the mutex, with that one's word of itself. */
  readonly waiting?: (holder: string) => void;
  /** Fails with `in-use` instead of waiting. */
  readonly impatient?: boolean;
}

/**
 * Runs `work` while this process holds the mutex. The mutex is an exclusive SQLite transaction on a file of its own, so the
 * kernel frees it when its holder dies, however it dies. Nothing else may open that file: closing any descriptor of it
 * drops the mutex (fcntl(2), F_SETLK). Who holds it therefore stands in a second file.
 * Fails with `in-use` when impatient, with `permission` where the file cannot be written, because SQLite would then give it for everybody at once.
 */
export async function withMutex<T>(path: string, options: MutexOptions, work: () => Promise<T>): Promise<T> {
  const database = await acquire(path, options);
  const holder = `${path}.holder`;
  try {
    await writeFileAtomic(holder, `process ${process.pid}: ${options.purpose}\n`);
    return await work();
  } finally {
    await removeFile(holder);
    database.close();
  }
}

async function acquire(path: string, options: MutexOptions): Promise<DatabaseSync> {
  await prepare(path);
  const database = open(path);
  let told = false;
  for (;;) {
    if (tryTake(database, path)) return database;
    if (options.impatient === true) {
      database.close();
      throw new GvError('in-use', `${path} is held by ${holderOf(path)}`, {
        hint: 'Try again when it is done.',
      });
    }
    if (!told) options.waiting?.(holderOf(path));
    told = true;
    try {
      await delay(POLL_MS, undefined, { signal: options.signal });
    } catch (cause) {
      database.close();
      throw new GvError('interrupted', `interrupted while waiting for ${path}`, { cause });
    }
  }
}

function holderOf(path: string): string {
  return readSmall(`${path}.holder`)?.trim() ?? 'another gv';
}

/** The file exists before SQLite sees it, and this process may write it. */
async function prepare(path: string): Promise<void> {
  try {
    await makeParents(path);
    await access(path, constants.W_OK);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw diskError(error, path);
    await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
      throw diskError(cause, path);
    });
  }
}

function open(path: string): DatabaseSync {
  try {
    // A busy time-out would block the event loop, and with it the signals.
    return new DatabaseSync(path, { timeout: 0 });
  } catch (cause) {
    throw new GvError('permission', `cannot open the mutex ${path}`, { cause });
  }
}

const SQLITE_BUSY = 5;

function tryTake(database: DatabaseSync, path: string): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    database.close();
    throw new GvError('disk', `cannot take the mutex ${path}`, {
      hint: 'If the file is damaged, remove it while no gv is running.',
      cause: error,
    });
  }
}
