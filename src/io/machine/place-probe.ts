import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PlaceMeasures } from '../../core/machine/machine-report.ts';
import { summarize } from '../../core/statistics/median.ts';
import { isSystemError } from '../../errors.ts';
import { runBounded } from '../children/run-bounded.ts';
import { diskError } from '../disk/disk-error.ts';
import { privateDirectory } from '../disk/private-directory.ts';
import { PROBE_PREFIX, removeLeftProbes } from './left-probes.ts';
import { repeated, type Repetition } from './repeated.ts';

export interface ProbeRequest {
  /** The most files that are made; a place with little room gets fewer. */
  readonly mostFiles: number;
  /** Ends the probe when it is aborted; its directory is removed all the same. */
  readonly signal: AbortSignal;
}

/** No place gets more. */
export const MOST_FILES = 2_000;
/** The size of a source file. */
export const FILE_BYTES = 4_096;

/** Shares of the 0.8 s that a place may take, in milliseconds. Removing takes about as long as making. */
const SHARES = { create: 250, stat: 60, read: 60, fsync: 150 };
const MOST_FSYNCS = 20;

/**
 * Measures a place with small files in a directory of its own, which is removed whatever happens; one that a killed gv left there
 * goes first. Fails with `interrupted`, and with `permission`, `disk` or `disk-full` where there can be no such directory.
 */
export async function probePlace(directory: string, request: ProbeRequest): Promise<PlaceMeasures> {
  await removeLeftProbes(directory);
  await using own = await privateDirectory(directory, PROBE_PREFIX);
  const began = performance.now();
  // The place may go while it is measured: a disk that is pulled out, a directory that another program removes.
  const figures = await measured(own.path, request).catch((error: unknown) => {
    throw diskError(error, own.path);
  });
  return { ...figures, exec: await mayRun(own.path, request.signal), ms: tenths(performance.now() - began) };
}

type Figures = Omit<PlaceMeasures, 'exec' | 'ms'>;

async function measured(own: string, { mostFiles, signal }: ProbeRequest): Promise<Figures> {
  const content = Buffer.alloc(FILE_BYTES, 'x');
  const name = (index: number): string => join(own, `file${index}`);
  let full = false;
  const create = await repeated({ most: mostFiles, ms: SHARES.create, signal }, (index) => {
    full = !isWritten(name(index), content);
    return !full;
  });
  const files = create.times.length;
  const stat = await repeated({ most: files, ms: SHARES.stat, signal }, (index) => {
    statSync(name(index));
    return true;
  });
  const read = await repeated({ most: files, ms: SHARES.read, signal }, (index) => {
    readFileSync(name(index));
    return true;
  });
  const synced = full ? undefined : await synchronized(join(own, 'synced'), content, signal);
  const isSame = files > 0 && existsSync(join(own, 'FILE0'));
  // Also those that are to be removed when the time is up: nothing is left behind for it.
  const unlink = await repeated({ most: files, ms: Number.POSITIVE_INFINITY, signal }, (index) => {
    unlinkSync(name(index));
    return true;
  });
  return {
    createPerS: rateOf(create),
    createMs: files === 0 ? null : tenths(medianOf(create.times), 1_000),
    statPerS: rateOf(stat),
    readPerS: rateOf(read),
    unlinkPerS: rateOf(unlink),
    fsyncMs: synced ?? null,
    caseSensitive: files === 0 ? null : !isSame,
    files,
    full,
  };
}

/** False where there is no room. */
function isWritten(path: string, content: Buffer): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'wx', 0o600);
    return writeSync(fd, content) === content.length;
  } catch (error) {
    if (isSystemError(error, 'ENOSPC', 'EDQUOT')) return false;
    throw diskError(error, path);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

async function synchronized(
  path: string,
  content: Buffer,
  signal: AbortSignal,
): Promise<NonNullable<PlaceMeasures['fsyncMs']> | undefined> {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'wx', 0o600);
    const file = fd;
    const { times } = await repeated({ most: MOST_FSYNCS, ms: SHARES.fsync, signal }, () => {
      writeSync(file, content);
      fsyncSync(file);
      return true;
    });
    const max = Math.max(...times);
    return { p50: tenths(medianOf(times), 100), max: tenths(max, 100), n: times.length };
  } catch (error) {
    // A filesystem may have room for a name and none for content, or no way to synchronize.
    if (isSystemError(error, 'ENOSPC', 'EDQUOT', 'EINVAL', 'ENOSYS', 'EROFS', 'EIO')) return undefined;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const RUN_MS = 2_000;
const PROGRAM_MODE = 0o700;

/** Whether a program in that directory starts; null where something else keeps it from that. A mount may forbid all of them (mount(8), noexec). */
async function mayRun(own: string, signal: AbortSignal): Promise<boolean | null> {
  const program = join(own, 'program');
  let fd: number | undefined;
  try {
    fd = openSync(program, 'wx', PROGRAM_MODE);
    writeSync(fd, '#!/bin/sh\nexit 0\n');
  } catch (error) {
    if (isSystemError(error, 'ENOSPC', 'EDQUOT')) return null;
    throw diskError(error, program);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
  const { end } = await runBounded({
    program,
    args: [],
    cwd: own,
    env: {},
    group: 'own',
    deadline: RUN_MS,
    signal,
  });
  if (end.kind === 'exited' && end.code === 0) return true;
  return end.kind === 'not-started' && isSystemError(end.cause, 'EACCES', 'EPERM') ? false : null;
}

/** Repetitions in a second. */
function rateOf({ times }: Repetition): number | null {
  const sum = times.reduce((all, each) => all + each, 0);
  return times.length === 0 || sum === 0 ? null : Math.round((times.length * 1000) / sum);
}

function medianOf(times: readonly number[]): number {
  return times.length === 0 ? 0 : summarize(times).median;
}

function tenths(ms: number, parts = 10): number {
  return Math.round(ms * parts) / parts;
}
