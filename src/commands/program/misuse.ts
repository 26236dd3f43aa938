import { hasCode, GvError } from '../../errors.ts';
import type { CommandSpec } from '../parts/spec.ts';
import { commandNamed } from '../table.ts';
import { parseGlobals } from './globals.ts';
import { hintOfHabit, hintOfOption, hintOfToolName, hintOfWord } from './hints.ts';
import { UsageError } from './usage-error.ts';

/**
 * Adds a better hint to a usage error: gv's words for those of another tool, the commands that have the option, or the nearest
 * word, each with the user's own arguments filled in. Gives the error back where no better hint is known.
 */
export function misuse(error: GvError, argv: readonly string[]): GvError {
  if (!hasCode(error, 'usage', 'bad-query')) return error;
  const words = parseGlobals(argv).rest;
  const [first = '', ...rest] = words[0] === 'help' ? words.slice(1) : words;
  const spec = commandNamed(first);
  const { code, cause } = error;
  if (first === '')
    return new GvError(code, 'the command is missing', { hint: 'gv --help lists the commands.', cause });
  if (spec === undefined) {
    const hint = hintOfHabit(first, rest) ?? hintOfWord(first, rest) ?? 'gv --help lists the commands.';
    const kind = first.startsWith('-') ? 'option' : 'command';
    return new GvError(code, `gv has no ${kind} named ${first}`, { hint, cause });
  }
  const better = hintOfHabit(first, rest) ?? hintOfToolName(first, rest) ?? ownerOf(error, first);
  return new GvError(code, error.message, { hint: better ?? error.hint ?? exampleOf(spec), cause });
}

/** An option close to one of the command's own is more likely a typing error than an option of another command. */
function ownerOf(error: GvError, command: string): string | undefined {
  if (!(error instanceof UsageError) || error.unknownOption === undefined) return undefined;
  return error.hint === undefined ? hintOfOption(command, error.unknownOption) : undefined;
}

function exampleOf({ name, examples }: CommandSpec): string {
  return `For example: ${examples[0] ?? `gv ${name}`} (gv help ${name} shows the rest)`;
}
