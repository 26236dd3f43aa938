import type { Emit, JobEvent } from '../core/events.ts';
import type { GvError } from '../errors.ts';
import type { World } from '../world.ts';
import { eventLines, type EventLines } from './events/event-lines.ts';
import { eventText, isWarning } from './events/event-text.ts';
import { errorJson, resultJson } from './events/json.ts';
import { liveCells, type LiveCells } from './events/live-cells.ts';
import { isMoving, progressLine, type ProgressLine } from './events/progress.ts';
import { failureText } from './failure.ts';
import { localText, pageOf, type Page } from './page/page.ts';
import { printable, printableLines, printableOutput } from './page/printable.ts';
import { styleFor, type Style } from './page/style.ts';

export interface ReporterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
  /** Told at once of events that cannot be written. */
  readonly onUnwritable?: (failure: unknown) => void;
}

/** Prints all that a user sees: results on stdout, everything else on stderr, untrusted text escaped. */
export interface Reporter {
  readonly json: boolean;
  /** The layout for results. */
  readonly page: Page;
  /**
   * Prints a command's result: `data` with `--json`, else `text`, whose parts from elsewhere went through `printable`, except
   * those for a program (a path, code for a shell), which are made printable only for a terminal.
   */
  result(command: string, data: unknown, text: string): void;
  /**
   * Prints a line of a command without a result, for a shell or after the screen; nothing with `--json`. The parts of `line`
   * from elsewhere went through `printable`.
   */
  plain(line: string): void;
  /** Hands the output of a program of the user's on, as it comes; a terminal gets no control characters. */
  readonly pass: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly event: Emit;
  failure(error: GvError): void;
  /**
   * Removes a progress line and waits until a slow reader has all lines of JSON. False when a signal ended the wait. Fails with
   * `disk-full` or `disk` where events could not be written.
   */
  settle(): Promise<boolean>;
}

/** The part of the world for a reporter. */
export type ReporterWorld = Pick<World, 'stdout' | 'stderr' | 'env' | 'now' | 'signal'>;

export function createReporter(world: ReporterWorld, options: ReporterOptions): Reporter {
  const { stdout, stderr, env } = world;
  const page = pageOf(stdout, env, options);
  const style = styleFor(stderr, env, options);
  const progress = options.quiet || options.json ? undefined : progressLine(stderr, world.now);
  const cells = options.quiet || options.json ? undefined : liveCells(stderr, world.now);
  const clear = (): void => {
    progress?.clear();
    cells?.clear();
  };
  let lines: EventLines | undefined;
  let last = '';
  let failed: readonly [unknown] | undefined;
  const onFailure = (failure: unknown): void => {
    if (failed === undefined) options.onUnwritable?.(failure);
    failed ??= [failure];
  };
  return {
    json: options.json,
    page,
    result(command, data, text) {
      clear();
      if (!options.json) {
        // A program gets a path, or code for a shell, as it is.
        return stdout.write(localText(stdout.isTerminal ? printableLines(text) : text, env));
      }
      const json = resultJson(command, data);
      if (lines === undefined) stdout.write(json);
      else last += json;
    },
    plain(line) {
      clear();
      if (!options.json) stdout.write(localText(`${line}\n`, env));
    },
    pass(stream, text) {
      clear();
      const output = world[stream];
      output.write(output.isTerminal ? printableOutput(text) : text);
    },
    event(event) {
      if (event.type === 'asking') progress?.ask(event.host);
      else if (options.json) (lines ??= eventLines(stdout, { now: world.now, onFailure })).add(event);
      else showEvent(event, { world, progress, cells, clear, quiet: options.quiet, style });
    },
    failure(error) {
      clear();
      const text = options.json ? errorJson(error) : localText(failureText(error, style, options), env);
      stderr.write(text);
    },
    async settle() {
      clear();
      const isSaid = (await lines?.end(last, world.signal)) ?? true;
      if (failed !== undefined) throw failed[0];
      return isSaid;
    },
  };
}

interface EventContext {
  readonly world: ReporterWorld;
  readonly progress: ProgressLine | undefined;
  readonly cells: LiveCells | undefined;
  readonly clear: () => void;
  readonly quiet: boolean;
  readonly style: Style;
}

function showEvent(event: JobEvent, context: EventContext): void {
  const { world, progress, cells, clear, quiet, style } = context;
  if (isMoving(event)) return progress?.show(event);
  if (event.type === 'cell' || event.type === 'bench-run') return cells?.show(event);
  if (event.type === 'cell-ended') cells?.end(event.version);
  const text = eventText(event);
  const warns = isWarning(event);
  if (text === undefined || (quiet && !warns)) return;
  clear();
  const line = localText(printable(text), world.env);
  world.stderr.write(warns ? `${style.yellow('warning:')} ${line}\n` : `${line}\n`);
}
