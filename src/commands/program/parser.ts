import { Command, CommanderError, Help, Option } from 'commander';
import { GV_VERSION } from '../../core/own/about.ts';
import type { Output } from '../../world.ts';
import { afterOptions, helpPage, isVersion, listText, usageText } from '../help/help-text.ts';
import { GLOBAL_OPTIONS } from '../parts/options.ts';
import { optionsFrom, type CommandSpec, type Input, type Options } from '../parts/spec.ts';
import { declaredFor } from './declared.ts';
import { declareOption } from './option-reader.ts';
import { usageError } from './usage-error.ts';

export interface ParserOptions {
  /** The output for help and the version. */
  readonly stdout: Output;
  readonly perform: (spec: CommandSpec, input: Pick<Input, 'args' | 'options'>) => Promise<void>;
}

/** Parses a command line and performs its command, or prints help or the version. Fails with a UsageError, and as the command does. */
export async function parseAndPerform(argv: readonly string[], options: ParserOptions): Promise<void> {
  const { stdout, perform } = options;
  const page = helpPage(argv, stdout.columns);
  if (page !== undefined) return stdout.write(page);
  const program = baseCommand(stdout);
  const { heads, whole } = declaredFor(argv);
  for (const spec of heads) declareHead(program, spec);
  for (const spec of whole) {
    const command = declare(program, spec, stdout);
    const given = (): Options => optionsFrom(command.optsWithGlobals());
    command.action(() => perform(spec, { args: command.args, options: given() }));
  }
  try {
    await program.parseAsync(isVersion(argv) ? ['--version'] : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error.code, error.message);
  }
}

function baseCommand(stdout: Output): Command {
  const program = new Command('gv')
    .usage('<command> [options]')
    .enablePositionalOptions()
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .version(`gv ${GV_VERSION}`, '-V, --version', 'print the version of gv')
    .configureHelp({
      minWidthToWrap: 16,
      subcommandTerm: (sub) => sub.name(),
      commandUsage: (command) => usageText(new Help().commandUsage(command), stdout.columns),
      formatHelp: (command, helper) =>
        command.parent === null ? listText(stdout.columns) : new Help().formatHelp(command, helper),
    })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      // Errors are thrown and reported once, by the reporter.
      writeErr: () => undefined,
      getOutHelpWidth: () => stdout.columns,
      getOutHasColors: () => false,
    });
  for (const { flags, meaning } of GLOBAL_OPTIONS) program.option(flags, meaning);
  return program;
}

/** Declares the line of a command in the list. */
function declareHead(program: Command, spec: CommandSpec): Command {
  return program
    .command(`${spec.name} ${spec.args}`.trim())
    .aliases([...spec.aliases])
    .summary(spec.summary);
}

function declare(program: Command, spec: CommandSpec, stdout: Output): Command {
  const command = declareHead(program, spec)
    .description(spec.details === undefined ? spec.summary : `${spec.summary}\n\n${spec.details}`)
    .addHelpText('after', () => afterOptions(spec, stdout.columns));
  command.passThroughOptions(spec.passThrough === true);
  for (const { flags, meaning } of GLOBAL_OPTIONS) command.addOption(new Option(flags, meaning).hideHelp());
  for (const each of spec.options) declareOption(command, each);
  return command;
}
