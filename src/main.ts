import { runProgram, type Outcome } from './commands/program/program.ts';
import { GvError, isGvError, isStop } from './errors.ts';
import { outputOn } from './io/host/output.ts';
import { processWorld } from './io/host/process-world.ts';
import { hasScreen } from './io/host/terminal.ts';
import { shortageOf } from './io/process/shortage.ts';
import { listenToSignals, type StopCode } from './io/process/signals.ts';
import { failureText } from './report/failure.ts';
import { styleFor } from './report/page/style.ts';
import type { World } from './world.ts';

const BUGS = 'This is a bug in gv. Report it with the output of gv --verbose.';

/** Runs gv once: parse, run, report, exit code. Nothing else ends the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const stopping = listenToSignals(process.env, (code) => process.exit(code));
  const world = worldOrExit(stopping.signal);
  if (world === undefined) return;
  const outcome = await runProgram(world, argv.length === 0 ? [withoutWords(world)] : argv);
  const { exit, report, error, isSaid } = await settled(outcome);
  process.exitCode = exit;
  if (error !== undefined || !isSaid) {
    const failure = asGvError(stopping.code === undefined ? error : stopped(stopping.code, error));
    report.failure(failure);
    process.exitCode = failure.exit;
  }
  // All is written by now. Left to itself, Node takes its heap apart first, a tenth of the time of `gv list`; and text that a
  // reader did not take would keep the process alive.
  process.exit();
}

/** The outcome when all is written. What cannot be written is a failure of a command that had none. */
async function settled(outcome: Outcome): Promise<Outcome & { readonly isSaid: boolean }> {
  try {
    return { ...outcome, isSaid: await outcome.report.settle() };
  } catch (error) {
    return { ...outcome, error: outcome.error ?? error, isSaid: true };
  }
}

/** `gv` alone: the screen for a person at a terminal, help for everything else. */
function withoutWords(world: World): string {
  return hasScreen(world) ? 'tui' : '--help';
}

function worldOrExit(signal: AbortSignal): World | undefined {
  try {
    return processWorld(signal);
  } catch (error) {
    const failure = asGvError(error);
    const stderr = outputOn(2);
    const verbose = process.argv.includes('--verbose');
    stderr.write(failureText(failure, styleFor(stderr, process.env), { verbose }));
    process.exitCode = failure.exit;
    return undefined;
  }
}

/** The failure after a signal; only an interrupted download knows more about a second run. */
function stopped(code: StopCode, cause: unknown): GvError {
  const hint = isGvError(cause) && cause.code === 'interrupted' ? cause.hint : undefined;
  return new GvError(code, code.replace('-', ' '), { cause, hint });
}

function asGvError(error: unknown): GvError {
  if (isStop(error)) return error;
  const shortage = shortageOf(error);
  if (shortage !== undefined) return shortage;
  if (isGvError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new GvError('failed', `unexpected: ${message}`, { hint: BUGS, cause: error });
}
