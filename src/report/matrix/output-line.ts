import { printableOutput } from '../page/printable.ts';

const LONGEST = 400;

/** A line of a command's output below a heading. A colour that the line leaves on ends with it. */
export function outputLine(line: string): string {
  const shown = printableOutput(line.slice(0, LONGEST));
  return `  ${shown}${shown.includes('\u001b') ? '\u001b[0m' : ''}`;
}
