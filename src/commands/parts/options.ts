import { GvError } from '../../errors.ts';
import type { OptionSpec } from './spec.ts';

export const UNPROVEN: OptionSpec = {
  flags: '--unproven',
  meaning: 'accept a release whose proofs are missing (never one whose proofs are wrong)',
};
export const KEYRING: OptionSpec = {
  flags: '--keyring <file>',
  meaning: "also trust the OpenPGP keys in this file, beside Google's",
};

export const REQUIRE: OptionSpec = {
  flags: '--require <proofs>',
  meaning: 'proofs that must be there: digest, signature, log, with commas between (config: require)',
};

export const LOG_PROOF: OptionSpec = {
  flags: '--log-proof <file>',
  meaning: "the checksum database's proof of a carried archive (default: beside it, .tlog-proof)",
};

export const NO_REUSE: OptionSpec = {
  flags: '--no-reuse',
  meaning: 'download a module zip whole, and copy nothing from an installed patch of its line',
};

export const INTERACTIVE: OptionSpec = {
  flags: '-i, --interactive',
  meaning: 'choose from a list on the terminal',
};

export const SOURCE: OptionSpec = {
  flags: '--source <source>',
  meaning: 'auto, official (go.dev and its mirrors), or proxy (GOPROXY, proven by the checksum database)',
};

/** The options of every command. They take no values, so that `parseGlobals` finds them at any place. */
export const GLOBAL_OPTIONS = [
  { name: 'json', flags: '--json', meaning: 'print the result as JSON' },
  { name: 'offline', flags: '--offline', meaning: 'use no network (also GV_OFFLINE=1)' },
  { name: 'quiet', flags: '-q, --quiet', meaning: 'print results, warnings and errors only' },
  { name: 'yes', flags: '-y, --yes', meaning: 'answer yes to every question (e.g. of gv uninstall)' },
  { name: 'verbose', flags: '--verbose', meaning: 'show the causes of an error' },
  { name: 'no-color', flags: '--no-color', meaning: 'no colours (also NO_COLOR=1)' },
] as const satisfies readonly (OptionSpec & { readonly name: string })[];

export type GlobalName = (typeof GLOBAL_OPTIONS)[number]['name'];

/**
 * Gives the reader of an option's value, which gets the value before where the option stands again: an option that repeats keeps all.
 * Any other fails with `usage`: the value that counts would be a guess, and a demand that is dropped would pass in silence. An
 * empty value is what an unset variable leaves, and fails likewise: an empty path would mean the current directory.
 */
export function readerOf({
  flags,
  repeats,
}: OptionSpec): (
  value: string,
  before: string | readonly string[] | undefined,
) => string | readonly string[] {
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
