import type { FileEnvironment } from '../../src/report/environment/file-text.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

/** Hostile texts, and what means something to the readers of these formats alone. No value of gv env is empty. */
export const TEXTS = [
  ...HOSTILE_TEXTS.filter((text) => text !== ''),
  '%h %% %n %',
  '# hash',
  '$$ ${A:-b} $1',
  'both \' and "',
  '  blanks around  ',
  '\u0001 control',
  '~ = :x',
];
export const HOME = '/home/an$$ "odd" na%me';

export function environmentOf(value: string): FileEnvironment {
  return {
    first: [`/a${value.replaceAll(':', '')}`, `${HOME}/b`],
    variables: [
      ['GV_TEST_A', value],
      ['GV_TEST_B', `${HOME}/${value}${value}`],
    ],
    home: HOME,
  };
}

type Values = Readonly<Record<string, string | undefined>>;

/** PATH of the first directories, then `rest`, and the variables. */
export function expected(value: string, rest: string): Values {
  const { first, variables } = environmentOf(value);
  return { PATH: [...first, rest].join(':'), ...Object.fromEntries(variables) };
}

export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NAMES = ['PATH', 'GV_TEST_A', 'GV_TEST_B'];
export function picked(values: Values): Values {
  return Object.fromEntries(NAMES.map((name) => [name, values[name]]));
}
