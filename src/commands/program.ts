import { Command, CommanderError, Option } from 'commander';
import { GV_VERSION } from '../core/about.ts';
import { EXIT_OF, GvError, isGvError } from '../errors.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import type { World } from '../world.ts';
import { optionsFrom, type CommandSpec, type OptionSpec } from './spec.ts';
import { GLOBAL_OPTIONS } from './specs/options.ts';
import { COMMANDS, GROUPS } from './table.ts';

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
  for (const spec of COMMANDS.filter(isWanted(argv))) {
    const command = declare(program, spec);
    command.action(async () => {
      const values: Readonly<Record<string, unknown>> = command.optsWithGlobals();
      const { run } = await spec.load();
      exit = await run(world, {
        args: command.args,
        options: optionsFrom(values),
        offline: values['offline'] === true || (world.env['GV_OFFLINE'] ?? '') !== '',
        report,
      });
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

/**
 * Declaring all commands takes as long as running `gv list`. Where the first word is a command, that one is all that can
 * run; otherwise all are declared, for help and for suggestions.
 */
function isWanted(argv: readonly string[]): (spec: CommandSpec) => boolean {
  const first = argv.find((word) => !word.startsWith('-'));
  const isNamed = ({ name, aliases }: CommandSpec): boolean =>
    first !== undefined && [name, ...aliases].includes(first);
  return COMMANDS.some(isNamed) ? isNamed : () => true;
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

function declare(program: Command, spec: CommandSpec): Command {
  const command = program
    .command(`${spec.name} ${spec.args}`.trim())
    .aliases([...spec.aliases])
    .summary(spec.summary)
    .description(spec.details === undefined ? spec.summary : `${spec.summary}\n\n${spec.details}`)
    .helpGroup(headingOf(spec))
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
