import { closeSync, constants, openSync } from 'node:fs';
import { access, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { shellWord } from '../../core/shells/quote.ts';
import { GvError, isSystemError, isUnwritten } from '../../errors.ts';
import { fileShortage } from '../process/shortage.ts';
import { diskError } from './disk-error.ts';
import { heirOf } from './owner.ts';
import { entryKind, readSmall } from './read.ts';
import { FILE_MODE, makeParents, writeNote } from './write.ts';

const POLL_MS = 60;

export interface MutexOptions {
  readonly signal: AbortSignal;
  /** The work of the holder, shown to a process that waits. */
  readonly purpose: string;
  /** Called once when another process holds the mutex, with the holder's note about itself: one short line, unproven. */
  readonly waiting?: (holder: string) => void;
  /** How long this process waits before `waiting` is called; default 0. */
  readonly patienceMs?: number;
  /** Fails with `in-use` instead of waiting. */
  readonly impatient?: boolean;
}

/**
 * Runs `work` while this process holds the mutex. The mutex is an exclusive SQLite transaction on a file of its own, so the
 * kernel frees it when its holder dies, however it dies. Nothing else may open that file: closing any descriptor of it
 * drops the mutex (fcntl(2), F_SETLK). The name of the holder therefore stands in a second file.
 * Fails with `in-use` when impatient, with `permission` where the file cannot be written, because SQLite would then give
 * the mutex to several processes at once.
 */
export async function withMutex<T>(path: string, options: MutexOptions, work: () => Promise<T>): Promise<T> {
  const database = await acquire(path, options);
  const holder = `${path}.holder`;
  try {
    await noteHolder(holder, options.purpose);
    return await work();
  } finally {
    // A note that stays does not hide how the work ended: gv doctor finds it.
    await unlink(holder).catch(() => undefined);
    database.close();
  }
}

/** Only those who wait read the note: a full disk, which has no room for one, does not keep gv from removing things. */
async function noteHolder(path: string, purpose: string): Promise<void> {
  try {
    await writeNote(path, `process ${process.pid}: ${purpose}\n`);
  } catch (error) {
    if (!isUnwritten(error)) throw error;
  }
}

async function acquire(path: string, options: MutexOptions): Promise<DatabaseSync> {
  await prepare(path);
  const database = open(path);
  const { patienceMs = 0 } = options;
  const started = performance.now();
  let told = false;
  for (;;) {
    if (tryTake(database, path)) return database;
    if (options.impatient === true) {
      database.close();
      throw new GvError('in-use', `${path} is held by ${holderOf(path)}`, {
        hint: 'Try again when that gv has ended.',
      });
    }
    if (!told && performance.now() - started >= patienceMs) {
      told = true;
      options.waiting?.(holderOf(path));
    }
    try {
      await delay(POLL_MS, undefined, { signal: options.signal });
    } catch (cause) {
      database.close();
      throw new GvError('interrupted', `interrupted while waiting for ${path}`, { cause });
    }
  }
}

/** gv's own notes name a release and are shorter; a longer text was written by another program. */
const HOLDER_LENGTH = 120;

function holderOf(path: string): string {
  const [line = ''] = (readSmall(`${path}.holder`) ?? '').trim().split('\n');
  return line === '' ? 'another gv' : line.slice(0, HOLDER_LENGTH);
}

/**
 * The file exists before SQLite sees it, and this process may write it. SQLite follows a link, and makes the file that it leads
 * to: as root in a root of another account, a file anywhere.
 */
async function prepare(path: string): Promise<void> {
  if (entryKind(path) === 'link') {
    throw new GvError('disk', `the mutex ${path} is a link`, {
      hint: `Remove it while no gv is running: rm ${shellWord(path)}`,
      path,
    });
  }
  try {
    await makeParents(path);
    await access(path, constants.W_OK);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw diskError(error, path);
    makeFile(path);
  }
}

/** Closing the new file drops no mutex: this process held none on a file that did not exist. */
function makeFile(path: string): void {
  try {
    const fd = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, FILE_MODE);
    heirOf(dirname(path))?.(fd);
    closeSync(fd);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw diskError(error, path);
  }
}

function open(path: string): DatabaseSync {
  try {
    // A busy time-out would block the event loop, and with it the signals.
    return new DatabaseSync(path, { timeout: 0 });
  } catch (cause) {
    const shortage = fileShortage();
    if (shortage !== undefined) throw shortage;
    throw new GvError('permission', `cannot open the mutex ${path}`, { path, cause });
  }
}

/** Primary result codes (sqlite.org/rescode.html). */
const SQLITE = { busy: 5, corrupt: 11, notDatabase: 26 };

function tryTake(database: DatabaseSync, path: string): boolean {
  try {
    // The journal that SQLite would write, although nothing changes, needs room: on a full disk nothing could be removed.
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    const code = resultOf(error);
    if (code === SQLITE.busy) return false;
    // Asked while the database has its file: SQLite wanted one more.
    const shortage = fileShortage();
    database.close();
    throw shortage ?? untaken(path, code, error);
  }
}

function resultOf(error: unknown): number | undefined {
  const code: unknown = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  // The upper bits are details.
  return typeof code === 'number' ? code % 256 : undefined;
}

/** The failure for a mutex that cannot be taken. Only of a damaged file a person is told to remove it: another gv may hold a sound one. */
function untaken(path: string, code: number | undefined, cause: unknown): Error {
  if (code === SQLITE.corrupt || code === SQLITE.notDatabase)
    return new GvError('disk', `the mutex ${path} is damaged`, {
      hint: `Remove it while no gv is running: rm ${shellWord(path)}`,
      path,
      cause,
    });
  return new GvError('disk', `cannot take the mutex ${path}: the disk refuses to write`, {
    hint: 'Look at the disk (df), and at the limit of this shell for the size of a file (ulimit -f).',
    path,
    cause,
  });
}
