import { wrapped } from '../../report/page/columns.ts';
import type { CommandSpec } from '../parts/spec.ts';

/** The text below the list of all commands. */
export function afterList(columns: number): string {
  return `\n${lines('gv help <command> shows its options, other names and examples.', columns)}`;
}

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
