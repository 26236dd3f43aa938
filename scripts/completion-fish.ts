import { quotedFor } from '../src/core/shells/quote.ts';
import {
  GLOBALS,
  MODELS,
  CONFIG_KEYS,
  VERSION_OPTION,
  wantedWord,
  type CommandModel,
  type OptionModel,
  type ConfigKeyModel,
  type Wanted,
} from './completion-model.ts';

/** The command table as completions/gv.fish reads it: functions that print. */
export function fishLines(): readonly string[] {
  return [
    ...printing(
      '__gv_commands',
      MODELS.map(({ names, summary }) => [names[0] ?? '', summary]),
    ),
    '',
    ...printing(
      '__gv_aliases',
      MODELS.flatMap(({ names, summary }) => names.slice(1).map((name) => [name, summary] as const)),
    ),
    '',
    ...switching('__gv_name_of', { cases: MODELS.map(nameCase), otherwise: ['return 1'] }),
    '',
    ...optionFunction(),
    '',
    '# Prints what an option of a command takes; fails where it takes nothing.',
    ...switching('__gv_value_of', {
      cases: MODELS.flatMap(valueCases),
      on: '"$argv"',
      otherwise: ['return 1'],
    }),
    '',
    '# Prints what a command takes, one place a line.',
    ...switching('__gv_slots', { cases: MODELS.flatMap(slotCases) }),
    '',
    ...switching('__gv_config_value', { cases: CONFIG_KEYS.map(configKeyCase) }),
  ];
}

function optionFunction(): readonly string[] {
  const own = MODELS.filter(({ options }) => options.length > 0).map(({ names, options }) => [
    `case ${names[0] ?? ''}`,
    ...indented(rows(options.flatMap(optionRows))),
  ]);
  const top = ["case ''", ...indented(rows(optionRows(VERSION_OPTION)))];
  return switching('__gv_options', { cases: [...own, top], after: rows(GLOBALS.flatMap(optionRows)) });
}

function configKeyCase({ key, value }: ConfigKeyModel): readonly string[] {
  return [`case ${key}`, `    printf '%s\\n' ${words(value)}`];
}

function optionRows({ names, meaning }: OptionModel): readonly (readonly [string, string])[] {
  return names.map((name) => [name, meaning] as const);
}

function nameCase({ names }: CommandModel): readonly string[] {
  return [`case ${names.join(' ')}`, `    echo ${names[0] ?? ''}`];
}

function valueCases({ names, options }: CommandModel): readonly (readonly string[])[] {
  return options.flatMap(({ names: own, value }) =>
    value === undefined
      ? []
      : [
          [
            `case ${own.map((name) => quoted(`${names[0] ?? ''} ${name}`)).join(' ')}`,
            `    printf '%s\\n' ${words(value)}`,
          ],
        ],
  );
}

function slotCases({ names, slots }: CommandModel): readonly (readonly string[])[] {
  if (slots.length === 0) return [];
  const places = slots.map(({ wanted, repeats }) => quoted(`${wantedWord(wanted)}${repeats ? '...' : ''}`));
  return [[`case ${names[0] ?? ''}`, `    printf '%s\\n' ${places.join(' ')}`]];
}

function words(wanted: Wanted): string {
  return ('kinds' in wanted ? wanted.kinds : wanted.words).join(' ');
}

function printing(name: string, table: readonly (readonly [string, string])[]): readonly string[] {
  return [`function ${name}`, ...indented(rows(table)), 'end'];
}

/** One `printf` for a whole table. */
function rows(table: readonly (readonly [string, string])[]): readonly string[] {
  const lines = table.map(([name, meaning]) => `    ${quoted(name)} ${quoted(meaning)}`);
  return [
    "printf '%s\\t%s\\n' \\",
    ...lines.map((line, at) => (at === lines.length - 1 ? line : `${line} \\`)),
  ];
}

interface Switch {
  readonly cases: readonly (readonly string[])[];
  /** The text to compare; the first argument by default. */
  readonly on?: string;
  /** Lines for anything else, and lines behind the switch. */
  readonly otherwise?: readonly string[];
  readonly after?: readonly string[];
}

function switching(
  name: string,
  { cases, on = '"$argv[1]"', otherwise = [], after = [] }: Switch,
): readonly string[] {
  const all = otherwise.length === 0 ? cases : [...cases, ["case '*'", ...indented(otherwise)]];
  return [
    `function ${name}`,
    `    switch ${on}`,
    ...indented(indented(all.flat())),
    '    end',
    ...indented(after),
    'end',
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}

/** As fish_indent has it: without quotes where none are needed. */
function quoted(text: string): string {
  return /^[A-Za-z0-9-]+$/.test(text) ? text : quotedFor('fish', text);
}
