import { statSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFile } from '../../core/go-run/cached-file.ts';
import { runEnvironment } from '../../core/go-run/environment.ts';
import { traceLine } from '../../core/go-run/trace-line.ts';
import type { TimedLine } from '../../core/go-run/waits.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import type { World } from '../../world.ts';
import type { ChildEnd } from '../children/child.ts';
import { runBounded } from '../children/run-bounded.ts';
import { privateDirectory } from '../disk/private-directory.ts';
import { writeFileAtomic } from '../disk/write.ts';
import { temporaryDirectory } from '../go/module-files.ts';
import { programEnv } from '../host/search-path.ts';
import { personEnvironment } from '../process/environment.ts';

/** A module version for a go command to download. */
export interface DownloadRequest {
  /** The go command itself, no shim of it. */
  readonly program: string;
  readonly module: string;
  readonly version: string;
  /** GOPROXY for this run; undefined leaves it as go reads it. May hold credentials. */
  readonly goproxy: string | undefined;
  /** Milliseconds until go is ended, with everything that it started. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** A download that was watched. Times in milliseconds from the start of go. */
export interface TracedDownload {
  readonly end: ChildEnd;
  readonly ms: number;
  readonly lines: readonly TimedLine[];
  /** The time at which a file was whole, by its path below `cache/download`. */
  readonly bodyEnds: ReadonlyMap<string, number>;
}

/** Lines that are kept; a module takes some forty. */
const MOST_LINES = 20_000;
/** Bytes of a trace beyond which go is ended. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Downloads a module version by go into an empty module cache, which is removed, and reads go's trace as it comes. Nothing of
 * the trace but what `traceLine` takes is kept. Fails with `disk`, `disk-full` or `permission` where the cache cannot be made.
 */
export async function tracedDownload(world: World, request: DownloadRequest): Promise<TracedDownload> {
  await using directory = await privateDirectory(temporaryDirectory(world));
  // A go.mod of its own keeps go from one above the directory.
  await writeFileAtomic(join(directory.path, 'go.mod'), 'module gv.invalid/run\n');
  return await watchedRun(world, request, directory.path);
}

async function watchedRun(
  world: World,
  { program, module, version, goproxy, deadlineMs, signal }: DownloadRequest,
  directory: string,
): Promise<TracedDownload> {
  const cache = join(directory, 'cache');
  const lines: TimedLine[] = [];
  const [start, startedAt] = [performance.now(), Date.now()];
  let atMs = 0;
  const splitter = lineSplitter((text) => {
    const line = traceLine(text);
    if (line !== undefined && lines.length < MOST_LINES) lines.push({ atMs, line });
  });
  const { end } = await runBounded({
    program,
    args: ['mod', 'download', '-x', '-json', '--', `${module}@${version}`],
    cwd: directory,
    env: programEnv(runEnvironment(personEnvironment(world.env), { cache, goproxy })),
    group: 'own',
    deadline: deadlineMs,
    signal,
    drop: ['stdout'],
    keep: { head: 0, tail: 0 },
    most: MOST_BYTES,
    flushMs: 0,
    onOutput: (_, part) => {
      atMs = performance.now() - start;
      splitter.add(part);
    },
  });
  const ms = performance.now() - start;
  atMs = ms;
  splitter.end();
  return { end, ms, lines, bodyEnds: bodyEnds(cache, { module, version }, { startedAt, ms }) };
}

interface RunClock {
  /** The start of go by the system's clock, which dates files. */
  readonly startedAt: number;
  readonly ms: number;
}

/** Go renames an `.info` and a zip when they are whole and right, so that their time is that of their last byte. */
function bodyEnds(
  cache: string,
  { module, version }: Pick<DownloadRequest, 'module' | 'version'>,
  { startedAt, ms }: RunClock,
): ReadonlyMap<string, number> {
  const files = ['info', 'zip'].map((suffix) => cachedFile({ module, version }, suffix));
  return new Map(
    files.flatMap((path) => {
      const stat = statSync(join(cache, 'cache', 'download', path), { throwIfNoEntry: false });
      return stat === undefined ? [] : [[path, Math.min(ms, Math.max(0, stat.mtimeMs - startedAt))]];
    }),
  );
}
