import { join } from 'node:path';
import type { CellResult, Contender } from '../../core/matrix/cell.ts';
import type { StreamName } from '../../io/children/child.ts';
import { keptText } from '../../io/children/kept-output.ts';
import { makeDirectory, removeFile } from '../../io/disk/write.ts';
import type { Run } from '../../world.ts';
import { withCaches } from './caches.ts';
import { obstacleFor } from './obstacle.ts';
import { outFailure } from './out-failure.ts';
import { startCell } from './run-cell.ts';
import { everySecond } from './tick.ts';

export interface MatrixRequest {
  readonly contenders: readonly Contender[];
  readonly command: readonly string[];
  /** Cells that run at a time. */
  readonly jobs: number;
  /** End all others when a cell fails. */
  readonly failFast: boolean;
  /** A GOCACHE of its own for each cell, removed at the end. */
  readonly isolate: boolean;
  /** Absolute; a file VERSION.log for each cell. */
  readonly out: string | undefined;
  readonly stallMs: number;
  /** Gets the output of the only cell, as it comes. */
  readonly onOutput?: (name: StreamName, text: string) => void;
}

/** The cells in the order of their toolchains. */
export interface MatrixResult {
  readonly cells: readonly CellResult[];
  /** By version, the output that memory kept of a cell that did not end well and has no log. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Set where a log could not be written: `disk`, `disk-full` or `permission`. Every command was ended then. */
  readonly failure?: Error;
}

/**
 * Runs a command with each toolchain, in order, and gives the cells in that order: all of them, also after an interruption, with
 * `failFast`, or after a failure. Fails with `disk`, `disk-full` or `permission` where `out` cannot be made.
 */
export async function runMatrix(run: Run, request: MatrixRequest): Promise<MatrixResult> {
  const { contenders, out, isolate, failFast, jobs } = request;
  if (out !== undefined)
    await makeDirectory(out).catch((error: unknown) => {
      throw outFailure(error);
    });
  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const cells: CellResult[] = [];
  const outputs = new Map<string, string>();
  const waiting = [...contenders.entries()];
  let failure: Error | undefined;
  return withCaches(run, { contenders, isolate }, async (cacheOf) => {
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, contender] = next;
        const cell = await runCell(run, contender, {
          ...request,
          signal,
          outputs,
          variables: cacheOf(index),
        }).catch((error: unknown) => {
          failure ??= outFailure(error);
          stop.abort();
          return unstarted(contender, { status: 'stopped' });
        });
        cells[index] = cell;
        run.emit({ type: 'cell-ended', ...endEvent(cell) });
        if (failFast && cell.status === 'failed') stop.abort();
      }
    };
    const workers = Array.from({ length: Math.min(jobs, contenders.length) }, work);
    await Promise.all(workers);
    return { cells, outputs, ...(failure === undefined ? {} : { failure }) };
  });
}

interface CellContext extends MatrixRequest {
  readonly signal: AbortSignal;
  readonly outputs: Map<string, string>;
  readonly variables: Readonly<Record<string, string>>;
}

async function runCell(run: Run, contender: Contender, context: CellContext): Promise<CellResult> {
  if (context.signal.aborted) return unstarted(contender, { status: 'skipped' });
  const why = obstacleFor(run, contender);
  if (why !== undefined) return unstarted(contender, { status: 'not-possible', why });
  const log = context.out === undefined ? undefined : join(context.out, `${contender.version}.log`);
  if (log !== undefined) await removeFile(log);
  const running = startCell(run, { ...context, contender, log });
  const started = run.now().getTime();
  using _ = everySecond(() =>
    run.emit({
      type: 'cell',
      version: contender.version,
      bytes: running.bytes(),
      ms: run.now().getTime() - started,
    }),
  );
  const { result, run: ran } = await running.done;
  if (result.status !== 'ok' && log === undefined) {
    context.outputs.set(contender.version, `${keptText(ran.stdout)}${keptText(ran.stderr)}`);
  }
  return result;
}

function unstarted({ version }: Contender, end: Pick<CellResult, 'status' | 'why'>): CellResult {
  return { version, exit: null, signal: null, ms: 0, bytes: 0, leftOut: 0, log: null, stalls: 0, ...end };
}

function endEvent({
  version,
  status,
  exit,
  signal,
  ms,
  bytes,
}: CellResult): Pick<CellResult, 'version' | 'status' | 'exit' | 'signal' | 'ms' | 'bytes'> {
  return { version, status, exit, signal, ms, bytes };
}
