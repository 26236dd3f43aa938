import {
  GLOBALS,
  MODELS,
  CONFIG_KEYS,
  VERSION_OPTION,
  wantedWord,
  type CommandModel,
  type OptionModel,
} from './completion-model.ts';

/** The command table as completions/gv.bash reads it: words that hold no blank, in variables. */
export function bashLines(): readonly string[] {
  return [
    `__gv_commands='${MODELS.map(({ names }) => names[0]).join(' ')}'`,
    `__gv_aliases='${MODELS.flatMap(({ names }) => names.slice(1)).join(' ')}'`,
    `__gv_globals='${namesOf(GLOBALS)}'`,
    `__gv_top='${namesOf([VERSION_OPTION])}'`,
    '',
    '# Sets what is known of a command; any of its names becomes the first.',
    'function __gv_know {',
    '  case $1 in',
    ...MODELS.flatMap(commandLines),
    '    *) __gv_command=none ;;',
    '  esac',
    '}',
    '',
    'function __gv_config_value {',
    '  case $1 in',
    ...CONFIG_KEYS.map(({ key, value }) => `    ${key}) __gv_offer '${wantedWord(value)}' ;;`),
    '  esac',
    '}',
  ];
}

function commandLines({ names, options, slots }: CommandModel): readonly string[] {
  const values = options.flatMap(({ names: own, value }) =>
    value === undefined ? [] : own.map((name) => `${name}:${wantedWord(value)}`),
  );
  const places = slots.map(({ wanted, repeats }) => `${wantedWord(wanted)}${repeats ? '...' : ''}`);
  return [
    `    ${names.join(' | ')})`,
    `      __gv_command='${names[0] ?? ''}'`,
    ...(options.length === 0 ? [] : [`      __gv_options='${namesOf(options)}'`]),
    ...(values.length === 0 ? [] : [`      __gv_values='${values.join(' ')}'`]),
    ...(places.length === 0 ? [] : [`      __gv_slots='${places.join(' ')}'`]),
    '      ;;',
  ];
}

function namesOf(options: readonly OptionModel[]): string {
  return options.flatMap(({ names }) => names).join(' ');
}
