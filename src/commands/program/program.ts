import { Command, CommanderError, Option } from 'commander';
import { newOnce } from '../../core/once.ts';
import { GV_VERSION } from '../../core/own/about.ts';
import { EXIT_OF, GvError, isGvError } from '../../errors.ts';
import { createReporter, type Reporter } from '../../report/reporter.ts';
import type { World } from '../../world.ts';
import { GLOBAL_OPTIONS } from '../parts/options.ts';
import { optionsFrom, type CommandSpec, type OptionSpec } from '../parts/spec.ts';
import { COMMANDS, GROUPS } from '../table.ts';

/** How a run ended. */
export interface Outcome {
  readonly exit: number;
  readonly report: Reporter;
  readonly error?: unknown;
}

/** Parses arguments (without `node` and the script) and runs the command they name. Never throws for a command's failure: the outcome carries it, with the reporter that shows it. */
export async function runProgram(world: World, argv: readonly string[]): Promise<Outcome> {
  const report = reporterFor(world, argv);
  let exit = 0;
  const program = baseCommand(world);
  const wanted = wantedOf(argv);
  for (const spec of wanted.heads) declareHead(program, spec);
  for (const spec of wanted.whole) {
    const command = declare(program, spec);
    command.action(async () => {
      const values: Readonly<Record<string, unknown>> = command.optsWithGlobals();
      const { run } = await spec.load();
      const offline = values['offline'] === true || (world.env['GV_OFFLINE'] ?? '') !== '';
      const input = { args: command.args, options: optionsFrom(values), report };
      const context = { ...world, offline, emit: report.event, once: newOnce() };
      if (spec.writes === true || spec.writes?.includes(command.args[0] ?? '') === true) {
        await (await import('../../jobs/own/tighten.ts')).tightenAndTell(context);
      }
      exit = await run(context, input);
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return { exit, report };
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return { exit: 0, report };
    return { exit: 1, report, error: await explained(world, error, argv) };
  }
}

/** A mistake of usage is worth loading what knows of other tools' words, and a refusal what knows of shared roots. */
async function explained(world: World, error: unknown, argv: readonly string[]): Promise<unknown> {
  const failure = error instanceof CommanderError ? usageError(error) : error;
  if (!isGvError(failure)) return failure;
  if (failure.code === 'permission' && world.layout.user !== undefined) {
    return (await import('./shared-root.ts')).sharedRoot(world, failure, argv);
  }
  return failure.exit === EXIT_OF.usage ? (await import('./misuse.ts')).misuse(failure, argv) : failure;
}

/** What is declared of the commands: options and examples of those that can run or show their help, else a line in a list. */
interface Wanted {
  readonly whole: readonly CommandSpec[];
  readonly heads: readonly CommandSpec[];
}

/**
 * Declaring all commands takes as long as running `gv list`. Where the first word is a command, that one is all that can
 * run, and with `help` those that are named beside it; the others are for the list of all and for suggestions.
 */
function wantedOf(argv: readonly string[]): Wanted {
  const words = argv.filter((word) => !word.startsWith('-'));
  const first = COMMANDS.filter(isNamed(words.slice(0, 1)));
  if (first.length > 0) return { whole: first, heads: [] };
  const isShown = isNamed(words[0] === 'help' ? words.slice(1) : []);
  return { whole: COMMANDS.filter(isShown), heads: COMMANDS.filter((spec) => !isShown(spec)) };
}

function isNamed(words: readonly string[]): (spec: CommandSpec) => boolean {
  return ({ name, aliases }) => words.some((word) => word === name || aliases.includes(word));
}

/** The reporter is needed before anything is parsed, to report that parsing failed. */
function reporterFor(world: World, argv: readonly string[]): Reporter {
  const end = argv.indexOf('--');
  const before = end < 0 ? argv : argv.slice(0, end);
  return createReporter(world, {
    json: before.includes('--json'),
    quiet: before.includes('-q') || before.includes('--quiet'),
    verbose: before.includes('--verbose'),
    color: !before.includes('--no-color'),
  });
}

function baseCommand(world: World): Command {
  const program = new Command('gv')
    .description('Go toolchains: fetched, proven, placed, and out of the way of the go command.')
    .usage('<command> [options]')
    .enablePositionalOptions()
    .commandsGroup('gv itself:')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .version(`gv ${GV_VERSION}`, '-V, --version', 'print the version of gv')
    .configureHelp({ minWidthToWrap: 24, subcommandTerm: (command) => command.name() })
    .addHelpText('after', '\ngv help <command> shows its options, other names and examples.\n')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // Errors are thrown and reported once, by the reporter.
      writeErr: () => undefined,
      getOutHelpWidth: () => world.stdout.columns,
      getOutHasColors: () => false,
    });
  return withOptions(program, GLOBAL_OPTIONS);
}

/** Its line in the list of commands. */
function declareHead(program: Command, spec: CommandSpec): Command {
  const { name, args, aliases, summary } = spec;
  return program
    .command(`${name} ${args}`.trim())
    .aliases([...aliases])
    .summary(summary)
    .helpGroup(headingOf(spec));
}

function declare(program: Command, spec: CommandSpec): Command {
  const command = declareHead(program, spec)
    .description(spec.details === undefined ? spec.summary : `${spec.summary}\n\n${spec.details}`)
    .addHelpText('after', afterHelp(spec));
  if (spec.passThrough === true) command.passThroughOptions();
  withOptions(command, spec.options);
  for (const { flags, meaning } of GLOBAL_OPTIONS) command.addOption(new Option(flags, meaning).hideHelp());
  return command;
}

function headingOf(spec: CommandSpec): string {
  return `${GROUPS.find(({ commands }) => commands.includes(spec))?.title ?? 'Commands'}:`;
}

function afterHelp({ aliases, examples }: CommandSpec): string {
  const also = aliases.length === 0 ? '' : `\nAlso called: ${aliases.join(', ')}\n`;
  return `${also}\nExamples:\n${examples.map((example) => `  ${example}\n`).join('')}`;
}

function withOptions(command: Command, options: readonly OptionSpec[]): Command {
  for (const { flags, meaning } of options) command.addOption(new Option(flags, meaning));
  return command;
}

/** commander's own words, which name the nearest command or option. */
function usageError(error: CommanderError): GvError {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\(|\)$/g, '');
  return new GvError('usage', message, hint === undefined ? {} : { hint });
}
