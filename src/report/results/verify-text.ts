import type { ReceiptProof } from '../../core/proof.ts';
import { dayOf } from '../../core/text/day.ts';
import type { TreeFlaw, TreeVerdict } from '../../core/toolchain/tree-check.ts';
import { proofText } from '../events/event-text.ts';
import { printable } from '../page/printable.ts';
import { linesText, NOTHING_INSTALLED, toolchainText } from './phrases.ts';

/** Number of flaws to show; --json has them all. */
const SHOWN = 20;
/** Number of flaws that fit on the screen. */
const SHOWN_ON_SCREEN = 5;

/** The verdict on each tree, as `gv verify` prints it. */
export function verdictsText(verdicts: readonly TreeVerdict[]): string {
  return verdicts.length === 0 ? NOTHING_INSTALLED : verdicts.map(verdictText).join('');
}

function verdictText(verdict: TreeVerdict): string {
  const { findings, receipt, record, uncovered } = verdict;
  return linesText([
    verdictHead(verdict),
    ...flawLines(findings, SHOWN, '--json shows all'),
    ...(record === undefined ? receiptLines(receipt) : [proofText(record)]).map(
      (line) => `  ${printable(line)}`,
    ),
    ...(uncovered.length > 0 ? [`  not covered: ${uncovered.join(', ')}`] : []),
  ]);
}

/** A verdict for the screen, where room is short: without the proofs of the install. */
export function briefVerdictText(verdict: TreeVerdict): string {
  const { findings, version } = verdict;
  return linesText([
    verdictHead(verdict),
    ...flawLines(findings, SHOWN_ON_SCREEN, `gv verify ${version.label} shows more`),
  ]);
}

/** The first `most` flaws, a line each; where there are more, a line says where the others are shown. */
export function flawLines(flaws: readonly TreeFlaw[], most: number, where: string): readonly string[] {
  const shown = flaws.slice(0, most).map(({ kind, path }) => `  ${MEANING[kind]}: ${printable(path)}`);
  return flaws.length > most ? [...shown, `  and ${flaws.length - most} more (${where})`] : shown;
}

function verdictHead({ version, path, state, files, findings, record }: TreeVerdict): string {
  const subject = toolchainText({ version, path });
  switch (state) {
    case 'intact':
      if (record !== undefined) return `${subject}: as released`;
      return `${subject}: as installed, ${files} files`;
    case 'changed':
      return `${subject}: CHANGED, ${findings.length} ${findings.length === 1 ? 'difference' : 'differences'}`;
    case 'unknown':
      return `${subject}: UNKNOWN, there is no list of its files`;
  }
}

const MEANING = {
  missing: 'missing',
  changed: 'changed',
  extra: 'not of this release',
  link: 'a link, which no release has',
  mode: 'wrong permissions',
} as const;

function receiptLines(receipt: TreeVerdict['receipt']): readonly string[] {
  if (receipt === undefined) return ['no receipt: the proofs at the install are not known'];
  const when = `installed ${dayOf(receipt.installed)} from ${receipt.source}`;
  const unproven = receipt.unproven ? ['NOT PROVEN: allowed by --unproven'] : [];
  return [
    when,
    ...unproven,
    ...receipt.proofs.map(proofText),
    ...receipt.missing.map((what) => `not asked: ${what}`),
  ];
}

/** An archive that was proven without being installed. */
export interface VerifiedFile {
  readonly file: string;
  readonly release: string;
  readonly target: string;
  readonly proofs: readonly ReceiptProof[];
  readonly missing: readonly string[];
}

/** The release in each archive, and its proofs. */
export function verifiedFilesText(files: readonly VerifiedFile[]): string {
  return files.map(fileText).join('');
}

function fileText({ file, release, target, proofs, missing }: VerifiedFile): string {
  const below = [...proofs.map(proofText), ...missing.map((what) => `without ${printable(what)}`)];
  return linesText([`${printable(file)}: go ${release} (${target})`, ...below.map((line) => `  ${line}`)]);
}
