import { StringDecoder } from 'node:string_decoder';
import type { CellResult, Contender } from '../../core/matrix/cell.ts';
import { testTallier } from '../../core/matrix/test-tally.ts';
import { lineSplitter } from '../../core/text/lines.ts';
import type { ChildEnd, ChildRun, StreamName } from '../../io/children/child.ts';
import { FILE_BYTES } from '../../io/children/output-file.ts';
import { runBounded } from '../../io/children/run-bounded.ts';
import type { Run } from '../../world.ts';
import { cellChild } from './cell-command.ts';

export interface CellRequest {
  readonly contender: Contender;
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** The file for the output, which is not there yet. */
  readonly log: string | undefined;
  /** Milliseconds of silence that are told. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Gets the output as it comes; the command waits while a promise is open. */
  readonly onOutput?: (name: StreamName, text: string) => void;
}

/** A cell that ended, with the output that memory kept. */
export interface RanCell {
  readonly result: CellResult;
  readonly run: ChildRun;
}

/** A cell that runs: the bytes so far are asked for now and then. */
export interface RunningCell {
  readonly bytes: () => number;
  readonly done: Promise<RanCell>;
}

/** Starts a cell. `done` fails with `disk`, `disk-full` or `permission` where the log cannot be written, after the command was ended. */
export function startCell(run: Run, request: CellRequest): RunningCell {
  const started = run.now().getTime();
  let bytes = 0;
  const reader = outputReader(request.onOutput);
  const child = runBounded({
    ...cellChild(run, request),
    signal: request.signal,
    stall: request.stallMs,
    onStall: () =>
      run.emit({ type: 'cell-stalled', version: request.contender.version, ms: request.stallMs }),
    ...(request.log === undefined ? {} : { file: request.log }),
    onOutput: (name, part) => {
      bytes += part.length;
      reader.add(name, part);
    },
  });
  const done = child.then((ran) => {
    reader.end();
    const ms = run.now().getTime() - started;
    return { run: ran, result: { ...resultOf(request, ran), ...reader.read(), ms } };
  });
  return { bytes: () => bytes, done };
}

interface OutputReader {
  readonly add: (name: StreamName, part: Buffer) => void;
  readonly end: () => void;
  readonly read: () => Pick<CellResult, 'tests' | 'lastLine'>;
}

/** Decodes both streams, and reads the lines of the first for results of `go test`. */
function outputReader(onOutput: CellRequest['onOutput']): OutputReader {
  const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };
  const tallier = testTallier();
  let lastLine: string | undefined;
  const splitterOf = (take: (line: string) => void): ReturnType<typeof lineSplitter> =>
    lineSplitter((line) => {
      if (line.trim() !== '') lastLine = line;
      take(line);
    });
  const splitters = { stdout: splitterOf((line) => tallier.line(line)), stderr: splitterOf(() => undefined) };
  const hand = (name: StreamName, text: string): void => {
    splitters[name].add(text);
    if (text !== '') onOutput?.(name, text);
  };
  return {
    add: (name, part) => hand(name, decoders[name].write(part)),
    end() {
      for (const name of ['stdout', 'stderr'] as const) {
        hand(name, decoders[name].end());
        splitters[name].end();
      }
    },
    read() {
      const tests = tallier.tally();
      return { ...(tests === undefined ? {} : { tests }), ...(lastLine === undefined ? {} : { lastLine }) };
    },
  };
}

function resultOf({ contender, log }: CellRequest, ran: ChildRun): Omit<CellResult, 'ms'> {
  const { stdout, stderr } = ran;
  const bytes = stdout.bytes + stderr.bytes;
  const inMemory = [stdout, stderr].reduce((sum, { head, tail }) => sum + head.length + tail.length, 0);
  return {
    version: contender.version,
    ...endOf(ran.end),
    bytes,
    leftOut: Math.max(0, bytes - (log === undefined ? inMemory : FILE_BYTES)),
    log: log ?? null,
    stalls: ran.stalls,
  };
}

type End = Pick<CellResult, 'status' | 'exit' | 'signal' | 'why'>;

function endOf(end: ChildEnd): End {
  switch (end.kind) {
    case 'exited':
      return { status: end.code === 0 ? 'ok' : 'failed', exit: end.code, signal: null };
    case 'killed':
      return { status: 'failed', exit: null, signal: end.signal };
    case 'ended':
      return { status: 'stopped', exit: null, signal: null };
    case 'not-started':
      return { status: 'failed', exit: null, signal: null, why: reasonOf(end.cause) };
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
