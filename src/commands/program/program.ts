import { newOnce } from '../../core/once.ts';
import { EXIT_OF, isGvError } from '../../errors.ts';
import { createReporter, type Reporter } from '../../report/reporter.ts';
import type { World } from '../../world.ts';
import type { CommandSpec, Input } from '../parts/spec.ts';
import { parseGlobals } from './globals.ts';
import { commandLine } from './own-line.ts';
import { parseAndPerform } from './parser.ts';

/** The end of a run. */
export interface Outcome {
  readonly exit: number;
  readonly report: Reporter;
  readonly error?: unknown;
}

/** Parses arguments (without `node` and the script) and runs their command. Does not throw a command's failure: the outcome carries it, with the reporter that shows it. */
export async function runProgram(outer: World, argv: readonly string[]): Promise<Outcome> {
  const stop = new AbortController();
  const world = { ...outer, signal: AbortSignal.any([outer.signal, stop.signal]) };
  const report = reporterFor(world, argv, stop);
  let exit = 0;
  try {
    await parseAndPerform(argv, {
      stdout: world.stdout,
      perform: async (spec, { args, options }) => {
        const { run } = await spec.load();
        const offline = options.flag('offline') || (world.env['GV_OFFLINE'] ?? '') !== '';
        const context = { ...world, offline, emit: report.event, once: newOnce() };
        if (writes(spec, { args, options })) {
          const { checkRoot, tightenFirst } = await import('../../jobs/own/before-writing.ts');
          checkRoot(context, commandLine(argv));
          if (typeof spec.writes !== 'function') await tightenFirst(context);
        }
        exit = await run(context, { args, options, report });
      },
    });
    return { exit, report };
  } catch (error) {
    // The failure of stopped work says only that it was stopped.
    const cause: unknown = stop.signal.aborted ? stop.signal.reason : error;
    return { exit: EXIT_OF.failed, report, error: await explained(world, cause, argv) };
  }
}

function writes({ writes: when }: CommandSpec, { args, options }: Pick<Input, 'args' | 'options'>): boolean {
  if (when === undefined || when === true) return when ?? false;
  return typeof when === 'function' ? when(options) : when.includes(args[0] ?? '');
}

/** The reporter, made before the arguments are parsed, so that it can report a failure to parse. */
function reporterFor(world: World, argv: readonly string[], stop: AbortController): Reporter {
  const { given } = parseGlobals(argv);
  return createReporter(world, {
    json: given.has('json'),
    quiet: given.has('quiet'),
    verbose: given.has('verbose'),
    color: !given.has('no-color'),
    onUnwritable: (failure) => stop.abort(failure),
  });
}

/** Improves the hint of a usage error, or of a refusal in a shared root, with modules that are loaded only then. */
async function explained(world: World, error: unknown, argv: readonly string[]): Promise<unknown> {
  if (!isGvError(error)) return error;
  if (error.code === 'permission' && world.layout.user !== undefined) {
    return (await import('./shared-root.ts')).sharedRoot(world, error, argv);
  }
  return error.exit === EXIT_OF.usage ? (await import('./misuse.ts')).misuse(error, argv) : error;
}
