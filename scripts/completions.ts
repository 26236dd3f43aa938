import { readFileSync, writeFileSync } from 'node:fs';
import { shellNamed, type ShellName } from '../src/core/shells/shells.ts';
import { inCheckout } from './checkout.ts';
import { bashLines } from './completion-bash.ts';
import { fishLines } from './completion-fish.ts';
import { zshLines } from './completion-zsh.ts';

/** The files in completions/, each with the maker of its table; the rest of a file is written by hand. */
const FILES: readonly (readonly [name: string, lines: () => readonly string[]])[] = [
  [fileOf('bash'), bashLines],
  [fileOf('zsh'), zshLines],
  [fileOf('fish'), fishLines],
];

function fileOf(shell: ShellName): string {
  const { completion } = shellNamed(shell);
  if (completion === undefined) throw new Error(`${shell} has no completion`);
  return completion;
}

export interface CompletionFile {
  readonly name: string;
  readonly path: string;
  /** The text of the file, and the text that the command table makes. */
  readonly present: string;
  readonly wanted: string;
}

export function completionFiles(): readonly CompletionFile[] {
  return FILES.map(([name, lines]) => {
    const path = inCheckout('completions', name);
    const present = readFileSync(path, 'utf8');
    return { name, path, present, wanted: filled(present, lines()) };
  });
}

/** Replaces the lines between the two marks. */
function filled(text: string, lines: readonly string[]): string {
  const parts = text.split(/^(# (?:Made by scripts\/completions\.ts|End of what is made).*\n)/m);
  const [before = '', start = '', , end = '', after = ''] = parts;
  if (parts.length !== 5) throw new Error('a completion file has lost its marks');
  return [before, start, lines.map((line) => `${line}\n`).join(''), end, after].join('');
}

if (import.meta.main) for (const { path, wanted } of completionFiles()) writeFileSync(path, wanted);
