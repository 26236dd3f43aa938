import { GvError } from '../../errors.ts';
import type { OptionSpec } from '../parts/spec.ts';

/** False for a switch, which says the same once and twice. */
export function takesValue({ flags }: OptionSpec): boolean {
  return flags.includes('<');
}

type Reader = (value: string, before: string | readonly string[] | undefined) => string | readonly string[];

/** The part of commander's Command that is used here. */
interface DeclaredCommand {
  option(flags: string, meaning: string): unknown;
  option(flags: string, meaning: string, reader: Reader): unknown;
}

/** Declares an option, with the reader of its value where there is one. */
export function declareOption(command: DeclaredCommand, option: OptionSpec): void {
  const { flags, meaning } = option;
  if (takesValue(option)) command.option(flags, meaning, readerOf(option));
  else command.option(flags, meaning);
}

/**
 * Gives the reader of an option's value, which gets the value before where the option stands again: an option that repeats keeps all.
 * Any other fails with `usage`: the value that counts would be a guess, and a demand that is dropped would pass in silence. An
 * empty value is what an unset variable leaves, and fails likewise: an empty path would mean the current directory.
 */
export function readerOf({ flags, repeats }: OptionSpec): Reader {
  const [, name = '', kind = ''] = /(--[\w-]+) <(\w+)>/.exec(flags) ?? [];
  return (value, before) => {
    if (before !== undefined && repeats !== true)
      throw new GvError('usage', `${name} stands twice`, { hint: onceHint(name, kind) });
    if (value === '')
      throw new GvError(
        'usage',
        `${name} needs a ${isPath(kind) ? kind : 'value'}, and the word behind it is empty`,
        {
          hint:
            kind === 'directory'
              ? `For the current directory, type: ${name} .`
              : 'A variable in it may be unset.',
        },
      );
    return repeats === true ? [before ?? [], value].flat() : value;
  };
}

function isPath(kind: string): boolean {
  return kind === 'file' || kind === 'directory';
}

/** Kinds of values that are lists. */
const LISTS = ['list', 'proofs'];

function onceHint(name: string, kind: string): string {
  return `Give ${name} once${LISTS.includes(kind) ? ', with commas between its values' : ''}.`;
}
