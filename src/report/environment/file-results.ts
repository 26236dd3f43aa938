import { printable } from '../page/printable.ts';

/** The result of `gv env --write`. */
export function writingText(file: string, state: 'written' | 'unchanged'): string {
  return `${printable(file)}: ${state === 'written' ? 'written' : 'unchanged, the lines stand there'}\n`;
}

/** A line of a comparison as diff(1) marks it. */
export function differenceLine({
  kind,
  line,
}: {
  readonly kind: 'only-there' | 'missing';
  readonly line: string;
}): string {
  return `${kind === 'missing' ? '+' : '-'} ${line}`;
}

/** The result of `gv env --check`; `difference` has the lines of `differenceLine`. */
export function comparisonText(file: string, difference: readonly string[]): string {
  if (difference.length === 0) return `${printable(file)}: the lines stand there\n`;
  return [`${printable(file)}: other lines (- there, + from gv env)`, ...difference.map(printable)]
    .map((line) => `${line}\n`)
    .join('');
}
