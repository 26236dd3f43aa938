import { dirname } from 'node:path';
import type { Explanation } from '../../core/choice/explanation.ts';
import { levelOf, type Evidence, type Finding, type FindingLevel } from '../../core/choice/finding.ts';
import type { BaseRule, Look } from '../../core/choice/trace.ts';
import { msText } from '../../core/net/waterfall.ts';
import { columns, hanging } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';

/** An explanation as text. */
export function explanationText(explanation: Explanation, page: Pick<Page, 'width'>): string {
  const { base, runs, trace, warnings } = explanation;
  return [
    `${answer(runs)}\n\n`,
    columns(factsOf(explanation)),
    '\nlooked at, in order:\n',
    columns(places(trace, base?.file ?? null)),
    ...(warnings.length === 0 ? [] : ['\n', findingsText(warnings, page)]),
  ].join('');
}

function factsOf({ base, floor, gotoolchain, runs }: Explanation): readonly (readonly string[])[] {
  return [
    ['base', base === null ? '-' : baseText(base)],
    ...(base === null || base.index === null
      ? []
      : [['index', `${base.index}, which is no official host, named its SHA-256`]]),
    ['floor', floor === null ? '-' : `${floor.version} (${floor.file}:${floor.line})`],
    ['GOTOOLCHAIN', `${gotoolchain.value === '' ? '-' : gotoolchain.value} (${gotoolchain.from})`],
    ['runs', runsText(runs)],
    ['why', runs.why],
  ].map(([name = '', text = '']) => [name, printable(text)]);
}

/** An explanation in one line: the Go that runs, the choice behind it, and the number of warnings. */
export function answerText({ base, runs, warnings }: Explanation): string {
  const chosen =
    base === null ? [] : [runs.how === 'base' ? reason(base) : `base ${base.version}, ${reason(base)}`];
  const why = runs.how === 'base' ? chosen : [runs.why, ...chosen];
  const count = warnings.filter((finding) => levelOf(finding) !== 'note').length;
  const more = count === 0 ? '' : `, ${count === 1 ? 'a warning' : `${count} warnings`}: gv explain`;
  return printable(`${answer(runs)} (${why.join('; ')})${more}`);
}

function answer({ how, version }: Explanation['runs']): string {
  return how === 'fails' ? 'go will not run here' : `go here is ${version ?? 'unknown'}`;
}

/** Findings, each with its cure, and the command that takes the cure back. A cure is never broken: it may be a command to copy. */
export function findingsText(findings: readonly Finding[], page: Pick<Page, 'width'>): string {
  return findings
    .map((finding) => {
      const { text, cure, undo, evidence = [] } = finding;
      const back = undo === undefined ? '' : ` (undo: ${undo})`;
      const head = hanging(`${LEVELS[levelOf(finding)]}${printable(text)}`, FINDING_INDENT, page);
      const below = [...evidence.flatMap(measuredLine), `${cure}${back}`].map(printable);
      return [head, ...below.map((line) => `${' '.repeat(FINDING_INDENT)}${line}\n`)].join('');
    })
    .join('');
}

/** Cells of the words in LEVELS. */
const FINDING_INDENT = 9;

/** The line of a value that is not read: what was read stands in the text with its place. */
function measuredLine({ how, what, value, unit }: Evidence): readonly string[] {
  if (how === 'read') return [];
  const shown =
    unit === 'ms' && typeof value === 'number'
      ? msText(value)
      : `${value}${unit === undefined ? '' : ` ${unit}`}`;
  return [`${how}: ${what}: ${shown}`];
}

const LEVELS: Readonly<Record<FindingLevel, string>> = {
  problem: 'problem: ',
  advice: 'advice:  ',
  note: 'note:    ',
};

function baseText(base: NonNullable<Explanation['base']>): string {
  return `${base.version} in ${base.path} (${reason(base)})`;
}

/** Choices that may come without a file or variable. */
const FROM: Readonly<Partial<Record<BaseRule, string>>> = {
  global: 'the global version',
  newest: 'the newest installed',
  system: 'the first on PATH',
};

/** The choice behind a base. */
function reason({ rule, file, line, raised }: NonNullable<Explanation['base']>): string {
  const from = FROM[rule];
  const by =
    file === null
      ? from
      : `${from === undefined ? '' : `${from}, `}set by ${file}${line === null ? '' : `:${line}`}`;
  const lift = raised === null ? '' : `, raised from ${raised.from} because of ${raised.file}:${raised.line}`;
  return `${by ?? rule}${lift}`;
}

function runsText({ version, path, how }: Explanation['runs']): string {
  const what = version ?? 'unknown';
  switch (how) {
    case 'base':
      return `${what}, the base itself (${path ?? '-'})`;
    case 'path':
      return `${what}, found on PATH (${path ?? '-'})`;
    case 'download':
      return path === null
        ? `${what}, which is not on this disk`
        : `${what}, from Go's module cache (${path})`;
    case 'fails':
      return 'nothing';
  }
}

/** One row for each place; a directory without both files has one row. The place that decided has an arrow. */
function places(trace: readonly Look[], decided: string | null): readonly (readonly string[])[] {
  return trace.flatMap((look, index) => {
    const { rule, place, line, said } = look;
    if (isEmptyPin(look) && isPair(look, trace[index + 1])) return [];
    if (isEmptyPin(look) && isPair(look, trace[index - 1]))
      return [['', printable(dirname(place)), 'no .go-version, no .tool-versions']];
    const where = `${place}${line === 0 ? '' : `:${line}`}`;
    const arrow = said !== '' && place === decided ? '->' : '';
    return [[arrow, printable(where), printable(said === '' ? nothing(rule) : said)]];
  });
}

function isEmptyPin({ rule, said }: Look): boolean {
  return rule === 'pin' && said === '';
}

function isPair(look: Look, other: Look | undefined): boolean {
  return other !== undefined && isEmptyPin(other) && dirname(look.place) === dirname(other.place);
}

function nothing(rule: Look['rule']): string {
  return rule === 'env' ? 'not set' : 'not there';
}
