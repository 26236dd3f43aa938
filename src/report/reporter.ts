import type { GvError } from '../errors.ts';
import type { Emit, JobEvent } from '../core/events.ts';
import type { World } from '../world.ts';
import { eventText } from './event-text.ts';
import { failureText } from './failure.ts';
import { errorJson, eventJson, resultJson } from './json.ts';
import { printable } from './printable.ts';
import { isMoving, progressLine, type ProgressLine } from './progress.ts';
import { styleFor, type Style } from './style.ts';

export interface ReporterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** The only way to a user's eyes: results on stdout, everything else on stderr, nothing untrusted unescaped. */
export interface Reporter {
  readonly json: boolean;
  /** A command's result: `data` as JSON where that was asked for, else `text`, whose parts from elsewhere went through `printable`. */
  result(command: string, data: unknown, text: string): void;
  readonly event: Emit;
  failure(error: GvError): void;
  /** Ends a progress line that stands open. */
  readonly settle: () => void;
}

export function createReporter(world: World, options: ReporterOptions): Reporter {
  const style = styleFor(world.stderr, world.env, options.color);
  const progress = options.quiet || options.json ? undefined : progressLine(world.stderr, world.now);
  const movesNow = throttle(world.now);
  const showJson = (event: JobEvent): void => {
    if (!isMoving(event) || movesNow()) world.stdout.write(eventJson(event));
  };
  return {
    json: options.json,
    result(command, data, text) {
      progress?.clear();
      world.stdout.write(options.json ? resultJson(command, data) : text);
    },
    event(event) {
      if (options.json) return showJson(event);
      showEvent(event, { world, progress, quiet: options.quiet, style });
    },
    failure(error) {
      progress?.clear();
      world.stderr.write(options.json ? errorJson(error) : failureText(error, style, options.verbose));
    },
    settle: () => progress?.clear(),
  };
}

/** Progress in JSON comes this often at most, however fast the bytes do. */
const JSON_MS = 100;

function throttle(now: () => Date): () => boolean {
  let last = 0;
  return () => {
    const time = now().getTime();
    if (time - last < JSON_MS) return false;
    last = time;
    return true;
  };
}

interface Showing {
  readonly world: World;
  readonly progress: ProgressLine | undefined;
  readonly quiet: boolean;
  readonly style: Style;
}

function showEvent(event: JobEvent, { world, progress, quiet, style }: Showing): void {
  if (isMoving(event)) return progress?.show(event);
  const text = eventText(event);
  if (text === undefined || (quiet && event.type !== 'warning')) return;
  progress?.clear();
  const line = printable(text);
  world.stderr.write(event.type === 'warning' ? `${style.yellow('warning:')} ${line}\n` : `${line}\n`);
}
