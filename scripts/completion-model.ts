import { GLOBAL_OPTIONS } from '../src/commands/parts/options.ts';
import type { CommandSpec, OptionSpec } from '../src/commands/parts/spec.ts';
import { COMMANDS } from '../src/commands/table.ts';
import { REPORT_FORMATS, SECTIONS } from '../src/core/choice/finding.ts';
import { CONFIG, TOOLCHAIN_POLICIES, type ConfigEntry } from '../src/core/config.ts';
import { IMPORT_SOURCES } from '../src/core/foreign/places.ts';
import { PROOF_KINDS } from '../src/core/proof.ts';
import { SOURCE_CHOICES } from '../src/core/release/source-choice.ts';
import { FORMAT_NAMES } from '../src/core/shells/env-target.ts';
import { SHELLS, type ShellRow } from '../src/core/shells/shells.ts';
import { PRINTED } from '../src/report/matrix/print-text.ts';

/** The words that may stand in one place of a command line. The functions in completions/ use the same name. */
export type Kind =
  | 'installed'
  | 'lines'
  | 'releases'
  /** latest and oldstable. */
  | 'channels'
  | 'mod'
  | 'system'
  | 'tools'
  | 'files'
  | 'directories'
  | 'command'
  /** The values of the config key before this place. */
  | 'config-value'
  | 'nothing';

/** One of a kind, of several, or of a closed set of words. */
export type Wanted = { readonly kinds: readonly Kind[] } | { readonly words: readonly string[] };

/** As one word of a shell: kinds joined by +, words by commas. */
export function wantedWord(wanted: Wanted): string {
  return 'kinds' in wanted ? wanted.kinds.join('+') : wanted.words.join(',');
}

export interface OptionModel {
  /** With their dashes: `-g`, `--global`. */
  readonly names: readonly string[];
  readonly meaning: string;
  /** Undefined for an option without a value. */
  readonly value: Wanted | undefined;
}

export interface Slot {
  readonly wanted: Wanted;
  readonly repeats: boolean;
}

export interface CommandModel {
  /** The name, then aliases. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionModel[];
  readonly slots: readonly Slot[];
}

/** A config key, and what it may be set to. */
export interface ConfigKeyModel {
  readonly key: string;
  readonly meaning: string;
  readonly value: Wanted;
}

const of = (...kinds: readonly Kind[]): Wanted => ({ kinds });
const among = (...words: readonly string[]): Wanted => ({ words });

/** The names of the shells that `does` picks. */
function namesOf(does: (row: ShellRow) => boolean): readonly string[] {
  return SHELLS.filter(does).map(({ name }) => name);
}

/** The meanings of the placeholders in the command table. */
const ARGUMENTS: Readonly<Record<string, Wanted>> = {
  query: of('channels', 'releases'),
  version: of('installed'),
  line: of('lines'),
  tool: of('tools'),
  file: of('files'),
  command: of('command'),
  section: among(...SECTIONS, 'all'),
};

/** Placeholders that have another meaning in one command. */
const ITS_OWN: Readonly<Record<string, Wanted>> = {
  'use query': of('installed', 'channels', 'mod', 'system', 'releases'),
  'exec query': of('installed', 'lines', 'channels', 'system', 'command'),
  'env version': of('installed', 'mod', 'system'),
  'install query': of('channels', 'mod', 'releases', 'files'),
  'config key': among(...CONFIG.map(({ key }) => key)),
  'config value': of('config-value'),
  'init shell': among(...namesOf(({ init }) => init)),
  'completion shell': among(...namesOf(({ completion }) => completion !== undefined)),
  'self-update version': of('nothing'),
};

const VALUES: Readonly<Record<string, Wanted>> = {
  file: of('files'),
  directory: of('directories'),
  hex: of('nothing'),
  url: of('nothing'),
  source: among(...SOURCE_CHOICES),
  manager: among(...IMPORT_SOURCES),
  proofs: among(...PROOF_KINDS),
  shell: among(...namesOf(() => true)),
  format: among(...FORMAT_NAMES),
  report: among(...REPORT_FORMATS),
  setting: of('nothing'),
  n: of('nothing'),
  list: of('nothing'),
  system: among(...PRINTED),
  seconds: of('nothing'),
};

export const GLOBALS: readonly OptionModel[] = [
  ...GLOBAL_OPTIONS.map(optionModel),
  { names: ['-h', '--help'], meaning: 'show help', value: undefined },
];

export const VERSION_OPTION: OptionModel = {
  names: ['-V', '--version'],
  meaning: 'print the version of gv',
  value: undefined,
};

/** Every command of the table, and `help`, which the parser brings. */
export const MODELS: readonly CommandModel[] = [
  ...COMMANDS.map(commandModel),
  {
    names: ['help'],
    summary: 'show help for a command',
    options: [],
    slots: [{ wanted: among('help', ...COMMANDS.map(({ name }) => name)), repeats: false }],
  },
];

export const CONFIG_KEYS: readonly ConfigKeyModel[] = CONFIG.map((entry) => ({
  key: entry.key,
  meaning: entry.meaning,
  value: configKeyValue(entry),
}));

function configKeyValue({ type }: ConfigEntry): Wanted {
  switch (type) {
    case 'boolean':
      return among('on', 'off');
    case 'policy':
      return among(...TOOLCHAIN_POLICIES);
    case 'proofs':
      return among(...PROOF_KINDS);
    case 'path':
      return of('files');
    case 'text':
      return of('nothing');
  }
}

function commandModel({ name, aliases, summary, options, args }: CommandSpec): CommandModel {
  return {
    names: [name, ...aliases],
    summary,
    options: options.map(optionModel),
    slots: args === '' ? [] : args.split(' ').map((arg) => slotOf(name, arg)),
  };
}

/** Reads `[query...]`, `<version>`, `<list|get>`, `[version|file...]`. */
function slotOf(command: string, arg: string): Slot {
  const [, inside = '', dots] = /^[<[](.*?)(\.\.\.)?[>\]]$/.exec(arg) ?? [];
  const names = inside.split('|');
  const found = names.map((name) => ITS_OWN[`${command} ${name}`] ?? ARGUMENTS[name]);
  const wanted = found.filter((each) => each !== undefined);
  if (wanted.length !== 0 && wanted.length !== names.length)
    throw new Error(`gv ${command}: ${arg} is half known`);
  // Several words that are not placeholders are the words to type.
  if (wanted.length === 0 && names.length === 1) throw new Error(`gv ${command}: unknown placeholder ${arg}`);
  return { wanted: wanted.length === 0 ? { words: names } : union(wanted), repeats: dots !== undefined };
}

function union(wanted: readonly Wanted[]): Wanted {
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1) return only;
  return { kinds: wanted.flatMap((each) => ('kinds' in each ? each.kinds : [])) };
}

function optionModel({ flags, meaning }: OptionSpec): OptionModel {
  const [, value] = /[<[]([^>\]]*)[>\]]$/.exec(flags) ?? [];
  const names = flags.split(/[ ,]+/).filter((word) => word.startsWith('-'));
  if (value === undefined) return { names, meaning, value };
  const wanted = VALUES[value];
  if (wanted === undefined) throw new Error(`${flags}: unknown placeholder <${value}>`);
  return { names, meaning, value: wanted };
}
