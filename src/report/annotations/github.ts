import type { FindingLevel } from '../../core/choice/finding.ts';
import { printable } from '../page/printable.ts';
import { linked, sentence, type Annotated } from './annotated.ts';

/** GitHub shows so many annotations of each level for a step, and drops the others. */
const MOST = 10;

const COMMANDS: Readonly<Record<FindingLevel, string>> = {
  problem: 'error',
  advice: 'warning',
  note: 'notice',
};

export interface GithubReport {
  /** Workflow commands, one a line, and as plain lines the findings that have no room among them. */
  readonly text: string;
  /** Markdown with the findings that have no room among the annotations; empty where all have. */
  readonly summary: string;
}

/** Findings as annotations of GitHub Actions; `checkout` is GITHUB_WORKSPACE. */
export function githubReport(findings: readonly Annotated[], checkout: string | undefined): GithubReport {
  const counts = new Map<FindingLevel, number>();
  const [shown, rest]: [Annotated[], Annotated[]] = [[], []];
  for (const finding of findings) {
    const count = (counts.get(finding.level) ?? 0) + 1;
    counts.set(finding.level, count);
    (count <= MOST ? shown : rest).push(finding);
  }
  const commands = shown.map((finding) => command(finding, checkout));
  const lines = rest.map((each) => `${each.level}: ${each.code}: ${sentence(each)}`);
  return { text: [...commands, ...lines].map((line) => `${line}\n`).join(''), summary: summaryOf(rest) };
}

function command(finding: Annotated, checkout: string | undefined): string {
  const { level, code, at } = finding;
  const properties = [
    ...(at === undefined ? [] : [`file=${property(linked(at.file, checkout))}`]),
    ...(at?.line === undefined ? [] : [`line=${at.line}`]),
    `title=${property(code)}`,
  ];
  return `::${COMMANDS[level]} ${properties.join(',')}::${data(sentence(finding))}`;
}

/** GitHub's own escapes (actions/toolkit, core, command.ts, escapeData). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The same for a property, which also ends at a colon or a comma (escapeProperty). */
function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function summaryOf(rest: readonly Annotated[]): string {
  if (rest.length === 0) return '';
  const rows = rest.map((each) => `| ${each.level} | \`${each.code}\` | ${cell(sentence(each))} |\n`);
  return `### gv doctor: ${rest.length} more\n\n| level | code | finding |\n|---|---|---|\n${rows.join('')}`;
}

/** A cell that holds text alone: no HTML, no link, no second cell. */
function cell(text: string): string {
  return text.replace(/[\\`*_[\]<>|&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
