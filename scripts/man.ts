import { writeFileSync } from 'node:fs';
import { ENVIRONMENT, EXITS } from '../src/commands/help/topics.ts';
import { GLOBAL_OPTIONS } from '../src/commands/parts/options.ts';
import type { CommandSpec, OptionSpec } from '../src/commands/parts/spec.ts';
import { COMMANDS, GROUPS } from '../src/commands/table.ts';
import { inCheckout } from './checkout.ts';

/** The last change of the page outside the command table. */
const DATE = 'November 21, 2026';

const FILES: readonly (readonly [name: string, means: string])[] = [
  ['.go-version', 'pins the Go of its directory and those below'],
  ['.tool-versions', 'the same, in the line that begins with golang or go'],
  ['go.mod, go.work', 'floors: what the go command needs at least'],
  ['$GV_ROOT/version', 'the global version'],
  ['$GV_ROOT/versions', 'the toolchains, each a GOROOT as it was released'],
  ['$GV_ROOT/receipts', 'what proved each of them'],
];

/** The manual page gv(1) in mdoc(7), from the table that help and the parser read too. */
export function manualPage(): string {
  return [
    '.\\" Made by scripts/man.ts from the command table; a test compares them.',
    `.Dd ${DATE}`,
    '.Dt GV 1',
    '.Os',
    '.Sh NAME',
    '.Nm gv',
    '.Nd install, prove and choose Go toolchains',
    '.Sh SYNOPSIS',
    '.Nm',
    '.Ar command',
    '.Op Ar options',
    '.Sh DESCRIPTION',
    '.Nm',
    'installs official Go releases, proves that they are what the Go team released, and makes the right one answer to',
    '.Ic go .',
    'What go.mod and go.work ask for beyond that is left to the go command, which finds the toolchains of',
    '.Nm',
    'on the PATH.',
    '.Pp',
    'Every command takes:',
    ...tagged(GLOBAL_OPTIONS.map(optionItem)),
    ...GROUPS.flatMap(({ title, commands }) => [`.Ss ${title}`, ...tagged(commands.map(commandItem))]),
    '.Sh ENVIRONMENT',
    ...tagged(ENVIRONMENT.map(([name, means]) => ({ tag: `.It Ev ${text(name)}`, body: [text(means)] }))),
    '.Sh FILES',
    ...tagged(FILES.map(([name, means]) => ({ tag: `.It Pa ${text(name)}`, body: [text(means)] }))),
    '.Sh EXIT STATUS',
    ...tagged(EXITS.map(([code, means]) => ({ tag: `.It ${code}`, body: [text(means)] }))),
    '.Sh EXAMPLES',
    ...COMMANDS.flatMap(({ examples }) => examples.map((example) => `.Dl ${text(example)}`)),
    '.Sh SEE ALSO',
    '.Lk https://go.dev/doc/toolchain',
    '',
  ]
    .flatMap(sentencesIn)
    .flatMap(folded)
    .join('\n');
}

/** mdoc wants each sentence on a line of its own. */
function sentencesIn(line: string): readonly string[] {
  return line.startsWith('.') ? [line] : line.split(/(?<=[\w)][.!?]) (?=[A-Z])/);
}

const WIDTH = 78;

/** Text lines of a length that mandoc's lint accepts; a request is one line whatever its length. */
function folded(line: string): readonly string[] {
  if (line.startsWith('.') || line.length <= WIDTH) return [line];
  const at = line.lastIndexOf(' ', WIDTH);
  const cut = at < 0 ? line.indexOf(' ') : at;
  if (cut < 0) return [line];
  return [line.slice(0, cut), ...folded(line.slice(cut + 1).replace(/^(?=[.'])/, '\\&'))];
}

interface Item {
  readonly tag: string;
  readonly body: readonly string[];
}

function tagged(items: readonly Item[]): readonly string[] {
  return ['.Bl -tag -width Ds', ...items.flatMap(({ tag, body }) => [tag, ...body]), '.El'];
}

function optionItem({ flags, meaning }: OptionSpec): Item {
  return { tag: `.It ${text(flags)}`, body: [text(meaning)] };
}

function commandItem({ name, aliases, args, summary, details, options }: CommandSpec): Item {
  const also = aliases.length === 0 ? [] : [`Also called ${text(aliases.join(', '))}.`];
  const more = details === undefined ? [] : ['.Pp', text(details.replaceAll('\n', ' '))];
  return {
    tag: `.It Ic ${text(name)} ${text(args)}`.trimEnd(),
    body: [
      `${sentence(summary)}.`,
      ...also,
      ...more,
      ...(options.length === 0 ? [] : tagged(options.map(optionItem))),
    ],
  };
}

function sentence(words: string): string {
  return text(words.charAt(0).toUpperCase() + words.slice(1));
}

/** roff takes a backslash and, first in a line, a dot or an apostrophe for its own; mdoc takes lone punctuation so. */
function text(words: string): string {
  const escaped = words
    .replaceAll('\\', '\\e')
    .replaceAll('"', '\\(dq')
    .replaceAll('-', '\\-')
    .replace(/(^|\s)([.,:;()[\]?!|])(?=\s|$)/g, '$1\\&$2');
  return escaped.replace(/^(?=[.'])/, '\\&');
}

if (import.meta.main) writeFileSync(inCheckout('docs', 'gv.1'), manualPage());
