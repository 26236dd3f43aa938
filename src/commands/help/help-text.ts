import { wrapped } from '../../report/page/columns.ts';
import { GLOBAL_OPTIONS } from '../parts/options.ts';
import type { CommandSpec } from '../parts/spec.ts';
import { GROUPS } from '../table.ts';
import { TOPIC_NAMES, topicText } from './topics.ts';

/** The page of `gv help WORD` where the word is no command; undefined for any other command line. */
export function helpPage(
  [first, word = '', ...more]: readonly string[],
  columns: number,
): string | undefined {
  if (first !== 'help' || more.length > 0) return undefined;
  return word === 'help' ? listText(columns) : topicText(word, columns);
}

/** `gv version` and `gv -v`, as other programs have them. */
export function isVersion(argv: readonly string[]): boolean {
  return argv.length === 1 && (argv[0] === 'version' || argv[0] === '-v');
}

/** `gv --help`: every command on one line, so that the list fits on a screen. */
export function listText(columns: number): string {
  const groups = GROUPS.flatMap(({ title, commands }) => [
    `${title}:`,
    ...commands
      .filter(({ isSpelling }) => isSpelling !== true)
      .flatMap(({ name, summary }) => rowOf(name, summary, columns)),
  ]);
  const ends = [
    `Every command takes ${GLOBAL_OPTIONS.map(({ flags }) => flags.split(', ')[0]).join(' ')}.`,
    `More of a command, or of ${TOPIC_NAMES.join(', ')}: gv help <command>`,
    'How the go command itself switches toolchains: https://go.dev/doc/toolchain',
  ];
  return [
    'Usage: gv <command> [options]',
    'first: gv install latest',
    '',
    ...groups,
    '',
    ...ends.flatMap((line) => wrapped(line, columns)),
    '',
  ].join('\n');
}

/** One line in 80 columns. */
function rowOf(name: string, summary: string, columns: number): readonly string[] {
  const indent = NAME + 2;
  return wrapped(summary, columns - indent).map(
    (line, index) => `  ${(index === 0 ? name : '').padEnd(NAME)}${line}`,
  );
}

/** The longest name and two blanks. */
const NAME = 16;

/** The text below the options of a command: its other names, and its examples, which stay whole because they are copied. */
export function afterOptions({ aliases, examples }: CommandSpec, columns: number): string {
  const also = aliases.length === 0 ? '' : `\n${lines(`Also called: ${aliases.join(', ')}`, columns)}`;
  return `${also}\nExamples:\n${examples.map((example) => `  ${example}\n`).join('')}`;
}

/** The width of `Usage: `, which stands before the first line and indents the others. */
const INDENT = 7;

/** The synopsis of a command, broken between words. */
export function usageText(usage: string, columns: number): string {
  return wrapped(usage, columns - INDENT).join(`\n${' '.repeat(INDENT)}`);
}

function lines(text: string, columns: number): string {
  return wrapped(text, columns)
    .map((line) => `${line}\n`)
    .join('');
}
