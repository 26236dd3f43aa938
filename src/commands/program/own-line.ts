import { shellWord } from '../../core/shells/quote.ts';
import { commandNamed } from '../table.ts';

/** Longer arguments are not repeated in a hint. */
const LONGEST = 60;
const MOST = 8;

/**
 * A command line of gv: `words` with the user's own arguments in place of `{sample}`, or the sample without arguments.
 * Undefined when this gv has no such command or option.
 */
export function ownLine(words: string, args: readonly string[]): string | undefined {
  const [, before = '', sample] = /^([^{]*)(?:\{(.*)\})?$/.exec(words) ?? [];
  if (before.startsWith('export ')) return `${before}${args.map(bare).map(quoted)[0] ?? sample ?? ''}`;
  const [name = '', ...fixed] = before.trim().split(' ');
  const spec = commandNamed(name);
  if (spec === undefined) return name.startsWith('--') ? `gv ${name}` : undefined;
  const flags = new Set(spec.options.flatMap((option) => option.flags.split(/[ ,]+/)));
  if (fixed.some((word) => word.startsWith('-') && !flags.has(word))) return undefined;
  // The words after a tool's own options are kept; its other options have no meaning for gv.
  const kept =
    spec.passThrough === true ? args : args.filter((arg) => !arg.startsWith('-') || flags.has(arg));
  const own = (spec.passThrough === true ? kept : kept.map(bare).filter((arg) => arg !== '')).map(quoted);
  const filled = sample === undefined || own.length > MOST ? [] : own.length === 0 ? [sample] : own;
  return ['gv', name, ...fixed, ...filled].filter((word) => word !== '').join(' ');
}

/** `golang@1.22` and `go@1.22` without the tool's name. */
function bare(arg: string): string {
  return arg.replace(/^(?:go|golang)(?:@|$)/, '');
}

/** The command line that was typed, for a hint. */
export function commandLine(argv: readonly string[]): string {
  return ['gv', ...argv.map(quoted)].join(' ');
}

/** An argument quoted for a shell; `…` for a long one. */
export function quoted(arg: string): string {
  if (arg.length > LONGEST) return '…';
  return shellWord(arg);
}
