import type { ModulesReport } from '../../core/modules/report.ts';
import { columns } from '../page/columns.ts';
import { printable } from '../page/printable.ts';

/** Names that are shown of a list. */
const MOST_NAMES = 5;

/** The modules of a directory on one page: what go was asked, what the files hold, what could not be told. */
export function modulesText(modules: ModulesReport): string {
  if (modules.module === null && modules.work === null && modules.asked.length === 0)
    return 'no go.mod or go.work here or above: there are no modules to look at\n\n';
  return [
    subjectText(modules),
    modules.asked.length === 0 ? '' : askedText(modules),
    factsText(modules),
    diffText(modules),
    unknownText(modules),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('');
}

function subjectText({ module, go, toolchain, work, by }: ModulesReport): string {
  const parts = [
    module === null ? 'module without a name' : `module ${module}`,
    ...(go === null ? [] : [`go ${go}`]),
    ...(toolchain === null ? [] : [`toolchain ${toolchain}`]),
    ...(work === null ? [] : [`in the workspace ${work}`]),
    by === null ? 'no go was asked' : `asked: go ${by}`,
  ];
  return `${printable(parts.join(', '))}\n`;
}

function askedText({ asked }: ModulesReport): string {
  const rows = asked.map(({ command, ms, exit }) => [
    printable(command),
    `${ms} ms`,
    exit === null ? 'ended early' : `exit ${exit}`,
  ]);
  return columns(rows);
}

function factsText({
  sum,
  tidy,
  replaces,
  excludes,
  incompatible,
  pseudo,
  private: prefixes,
  cycles,
}: ModulesReport): string {
  const differ =
    sum.differs.length === 0
      ? 'none differs'
      : sum.differs.length === 1
        ? '1 differs'
        : `${sum.differs.length} differ`;
  const missing = sum.notInCache === 0 ? '' : `, ${sum.notInCache} not in the module cache`;
  const rows = [
    [
      'go.sum',
      sum.lines === 0 ? 'no lines' : `${sum.lines} lines compared with the module cache: ${differ}${missing}`,
    ],
    ['go mod tidy', tidyText(tidy)],
    ['replace', namesText(replaces.map(({ module, by }) => `${module} => ${by}`))],
    ['exclude', namesText(excludes)],
    ['+incompatible', namesText(incompatible)],
    ['pseudo-versions', namesText(pseudo)],
    ['private', namesText(prefixes.map(({ pattern, modules, road }) => prefixText(pattern, modules, road)))],
    ...(cycles === undefined ? [] : [['circles', cycles.length === 0 ? 'none' : String(cycles.length)]]),
  ];
  return columns(rows.filter(([, text]) => text !== ''));
}

function tidyText({ clean, lines }: ModulesReport['tidy']): string {
  if (clean === null) return '';
  return clean ? 'would change nothing' : `would change ${lines === 1 ? '1 line' : `${lines} lines`}`;
}

function prefixText(pattern: string, modules: readonly string[], road: string): string {
  const count = modules.length === 1 ? '1 module' : `${modules.length} modules`;
  return `${pattern} (${count}${road === '' ? '' : `, ${road}`})`;
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return printable(names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown);
}

function diffText({ tidy: { diff, lines } }: ModulesReport): string {
  if (diff.length === 0) return '';
  const more = lines > diff.length ? `  … ${lines - diff.length} lines more\n` : '';
  return `go mod tidy -diff\n${diff.map((line) => `  ${printable(line.replaceAll('\t', '  '))}\n`).join('')}${more}`;
}

function unknownText({ unknown }: ModulesReport): string {
  const lines = unknown.map(({ what, why }) => `  ${printable(what)}: ${printable(why)}\n`);
  return lines.length === 0 ? '' : `not told\n${lines.join('')}`;
}
