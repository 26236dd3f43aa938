import type { FindingCode } from '../../core/choice/finding.ts';
import { auditCounts, type Audit, type AuditedTree } from '../../core/foreign/audit.ts';
import { columns, hanging } from '../page/columns.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { findingsText } from '../results/explanation-text.ts';
import { linesText, SUPPORT_WORDS } from '../results/phrases.ts';
import { flawLines } from '../results/verify-text.ts';

/** Differing files to show of a tree; --json has them all. */
const SHOWN = 10;

/** Findings that the table and the lines below it say already. */
const IN_TABLE: ReadonlySet<FindingCode> = new Set([
  'tree-changed',
  'tree-unproven',
  'line-ended',
  'deceivable-base',
]);

/** Every tree in a row, what is wrong with it below, then the settings, and last the counts. */
export function auditText(audit: Audit, page: Page): string {
  const { trees, findings } = audit;
  const rows = trees.map((tree) => rowOf(tree, page));
  const others = findings.filter(({ code }) => !IN_TABLE.has(code));
  const parts = [
    columns(rows, page),
    trees.map(detailsOf).join(''),
    legend(trees, page),
    findingsText(others, page),
    linesText(unreadableLines(audit)),
    summaryText(audit),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function rowOf(tree: AuditedTree, { style }: Page): readonly string[] {
  const { identity, by, path, state, support, newest, advisories } = tree;
  const label = identity.kind === 'release' ? identity.version.label : '?';
  const states = {
    proven: style.green('as released'),
    differs: style.red('CHANGED'),
    unknown: style.yellow('not proven'),
  };
  const marks = [
    states[state.kind],
    ...(support === 'ended' ? [style.yellow(SUPPORT_WORDS.ended)] : []),
    ...(support === 'prerelease' ? [SUPPORT_WORDS.prerelease] : []),
    ...(support === 'supported' && newest !== null ? [`update to ${newest}`] : []),
    ...(advisories.length > 0 ? [style.yellow('deceivable')] : []),
  ];
  return [style.bold(label), by, printable(path), marks.join(', ')];
}

function detailsOf({ state, path, identity, steps }: AuditedTree): string {
  const cure = stepLines(steps);
  const release = identity.kind === 'release' ? `go ${identity.version.label}` : 'a release';
  switch (state.kind) {
    case 'proven':
      return '';
    case 'differs': {
      const why = state.why === '' ? [] : [`  ${printable(state.why)}`];
      const head = `${printable(path)} is not ${release} as released`;
      const files = flawLines(state.files, SHOWN, '--json shows all');
      return linesText([head, ...files, ...why, ...cure]);
    }
    case 'unknown':
      return linesText([`${printable(path)} is not proven: ${printable(state.why)}`, ...cure]);
  }
}

/** Those that no finding names, which a search of this machine has. */
function unreadableLines({ unreadable, roots }: Audit): readonly string[] {
  if (roots.length > 0) return [];
  const shown = unreadable
    .slice(0, SHOWN)
    .map((path) => `not looked into, as this account may not: ${printable(path)}`);
  const more = unreadable.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more (--json shows all)`] : shown;
}

function legend(trees: readonly AuditedTree[], page: Page): string {
  const advisories = new Map(trees.flatMap((tree) => tree.advisories).map((each) => [each.id, each]));
  const last = [...advisories.values()].at(-1);
  if (last === undefined) return '';
  const mended = last.mended.filter((each) => !each.includes('rc')).join(' and ');
  const ids = [...advisories.keys()].join(', ');
  const text = `deceivable: as a base, a module proxy can pass a toolchain of its own off on it (${ids}; mended in ${mended})`;
  return hanging(text, 2, page);
}

/** The counts in one line. A directory of which nothing says that it has no Go is told by the failure. */
export function summaryText(audit: Audit): string {
  const { trees, proven, differing, unknown, ended, deceivable, settings } = auditCounts(audit);
  if (trees === 0) {
    const answered = audit.roots.filter((root) => !audit.empty.includes(root)).map(printable);
    const isMachine = audit.roots.length === 0;
    const where = isMachine ? '' : ` in ${answered.join(', ')}`;
    const none = isMachine || answered.length > 0 ? [`no Go found${where}`] : [];
    return linesText([...none, ...settingsLine(settings)]);
  }
  const of = [
    `${proven} as released`,
    ...(differing > 0 ? [`${differing} CHANGED`] : []),
    ...(unknown > 0 ? [`${unknown} not proven`] : []),
    ...(ended > 0 ? [`${ended} of an ended line`] : []),
    ...(deceivable > 0 ? [`${deceivable} deceivable`] : []),
  ];
  const head = `${trees === 1 ? '1 Go' : `${trees} Gos`}: ${of.join(', ')}`;
  return linesText([head, ...settingsLine(settings)]);
}

function settingsLine(count: number): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? '1 setting takes proofs away' : `${count} settings take proofs away`];
}

/** Each on a line of its own, so that a command can be copied from there. */
function stepLines(steps: readonly string[]): readonly string[] {
  return steps.map((step, at) => `${at === 0 ? '  to do: ' : '         '}${printable(step)}`);
}
