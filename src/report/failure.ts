import type { GvError } from '../errors.ts';
import { printable, shortened } from './page/printable.ts';
import type { Style } from './page/style.ts';

export interface FailureOptions {
  /** Also show the causes and the stack. */
  readonly verbose: boolean;
}

/** A failure as text: its message, its hint, and with `verbose` its causes. */
export function failureText(error: GvError, style: Style, { verbose }: FailureOptions): string {
  const lines = [`${style.red('gv:')} ${printable(shortened(error.message))}`];
  if (error.hint !== undefined) lines.push(`    ${printable(shortened(error.hint))}`);
  if (verbose) lines.push(...causes(error));
  return `${lines.join('\n')}\n`;
}

function causes(error: Error): readonly string[] {
  const lines: string[] = [];
  let cause = error.cause;
  for (let depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    lines.push(`    cause: ${printable(cause.message)}`);
    cause = cause.cause;
  }
  for (const frame of (error.stack ?? '').split('\n').slice(1)) lines.push(printable(frame));
  return lines;
}
