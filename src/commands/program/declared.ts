import type { CommandSpec } from '../parts/spec.ts';
import { COMMANDS } from '../table.ts';

/** The commands to declare: whole for those that can run or show their help, else only a line in the list. */
export interface Declared {
  readonly whole: readonly CommandSpec[];
  readonly heads: readonly CommandSpec[];
}

/**
 * Chooses the commands to declare whole, as declaring all of them takes as long as running `gv list`. Where the first word is a
 * command, only that one can run, and with `help` those that are named beside it; the others are for the list and for suggestions.
 */
export function declaredFor(argv: readonly string[]): Declared {
  const words = argv.filter((word) => !word.startsWith('-'));
  const first = COMMANDS.filter(isNamed(words.slice(0, 1)));
  if (first.length > 0) return { whole: first, heads: [] };
  const isShown = isNamed(words[0] === 'help' ? words.slice(1) : []);
  return { whole: COMMANDS.filter(isShown), heads: COMMANDS.filter((spec) => !isShown(spec)) };
}

function isNamed(words: readonly string[]): (spec: CommandSpec) => boolean {
  return ({ name, aliases }) => words.some((word) => word === name || aliases.includes(word));
}
