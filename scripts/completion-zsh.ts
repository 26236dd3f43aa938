import { quotedFor } from '../src/core/shells/quote.ts';
import {
  GLOBALS,
  MODELS,
  CONFIG_KEYS,
  VERSION_OPTION,
  type CommandModel,
  type OptionModel,
  type Slot,
  type Wanted,
} from './completion-model.ts';

/** The command table as completions/_gv reads it: what `_describe` and `_arguments` take. */
export function zshLines(): readonly string[] {
  return [
    '_gv_table() {',
    ...array(
      'gv_commands',
      MODELS.map(({ names, summary }) => described(names[0] ?? '', summary)),
      '  ',
    ),
    ...array('gv_aliases', MODELS.flatMap(aliasesOf), '  '),
    ...array('gv_globals', GLOBALS.flatMap(optionSpecs), '  '),
    ...array('gv_top', optionSpecs(VERSION_OPTION), '  '),
    '}',
    '',
    '_gv_command() {',
    '  case $1 in',
    ...MODELS.flatMap(commandLines),
    '  esac',
    '}',
    '',
    '_gv_config_value() {',
    '  case $1 in',
    ...CONFIG_KEYS.map(({ key, value }) => `    ${key}) ${configKeyAction(value)} ;;`),
    '    *) return 1 ;;',
    '  esac',
    '}',
  ];
}

function aliasesOf({ names, summary }: CommandModel): readonly string[] {
  return names.slice(1).map((name) => described(name, summary));
}

function commandLines({ names, options, slots }: CommandModel): readonly string[] {
  const specs = [...options.flatMap(optionSpecs), ...slots.flatMap(slotSpecs)];
  if (specs.length === 0) return [];
  return [`    ${names.join(' | ')})`, ...array('gv_specs', specs, '      '), '      ;;'];
}

function array(name: string, texts: readonly string[], indent: string): readonly string[] {
  return [`${indent}${name}=(`, ...texts.map((text) => `${indent}  ${quoted(text)}`), `${indent})`];
}

function described(name: string, meaning: string): string {
  return `${name}:${meaning}`;
}

function optionSpecs({ names, meaning, value }: OptionModel): readonly string[] {
  const others = names.length === 1 ? '' : `(${names.join(' ')})`;
  const text = meaning.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);
  return names.map((name) => {
    const takes = value === undefined ? '' : `:${name.replace(/^-+/, '')}:${action(value)}`;
    return `${others}${name}${value === undefined || !name.startsWith('--') ? '' : '='}[${text}]${takes}`;
  });
}

/** The program that gv exec runs is completed by hand. */
function slotSpecs({ wanted, repeats }: Slot, index: number): readonly string[] {
  if ('kinds' in wanted && wanted.kinds.includes('command')) return [];
  return [`${repeats ? '*' : index + 1}: :${action(wanted)}`];
}

function action(wanted: Wanted): string {
  if ('words' in wanted) return `(${wanted.words.join(' ')})`;
  return wanted.kinds.includes('nothing') ? ' ' : `_gv_offer ${wanted.kinds.join(' ')}`;
}

function configKeyAction(value: Wanted): string {
  return 'words' in value ? `compadd ${value.words.join(' ')}` : `_gv_offer ${value.kinds.join(' ')}`;
}

function quoted(text: string): string {
  return quotedFor('posix', text);
}
