import type { LogRecord, ReceiptProof } from '../../core/proof.ts';
import { dayOf } from '../../core/text/day.ts';
import type { ListKind } from '../../core/toolchain/judgement.ts';
import type { TreeFlaw } from '../../core/toolchain/tree-flaw.ts';
import { isOfRecordsAlone, type LogWord, type TreeVerdict } from '../../core/toolchain/tree-verdict.ts';
import { proofText } from '../events/event-text.ts';
import { printable } from '../page/printable.ts';
import { linesText, NOTHING_INSTALLED, SHARED, toolchainText } from './phrases.ts';

/** Number of flaws to show; --json has them all. */
const SHOWN = 20;
/** Number of flaws that fit on the screen. */
const SHOWN_ON_SCREEN = 5;

export interface VerdictOptions {
  /** `--full` was asked for. */
  readonly full?: boolean;
}

/** The verdict on each tree, as `gv verify` prints it. */
export function verdictsText(verdicts: readonly TreeVerdict[], options: VerdictOptions = {}): string {
  if (verdicts.length === 0) return NOTHING_INSTALLED;
  return verdicts.map((verdict) => verdictText(verdict, options)).join('');
}

function verdictText(verdict: TreeVerdict, { full = false }: VerdictOptions): string {
  const { findings, receipt, log, uncovered, receiptOnly, repaired = [] } = verdict;
  return linesText([
    verdictHead(verdict),
    ...(repaired.length > 0 ? ['  put back:'] : []),
    ...flawLines(repaired, SHOWN, '--json shows all').map((line) => `  ${line}`),
    ...flawLines(findings, SHOWN, '--json shows all'),
    ...leftLines(verdict),
    ...lackingLines(verdict),
    ...[...unrecordedLines(verdict), ...receiptLines(receipt, log), ...logLines(log)].map(
      (line) => `  ${printable(line)}`,
    ),
    ...(full && log.state === 'proven'
      ? ['  the digests of the files have the recorded h1, so that --full had nothing to download']
      : []),
    ...(receiptOnly.length > 0 && log.state === 'proven'
      ? [`  by gv's own list alone: ${receiptOnly.join(', ')}`]
      : []),
    ...(uncovered.length > 0 ? [`  not covered: ${uncovered.join(', ')}`] : []),
  ]);
}

/** A verdict for the screen, where room is short: without the proofs of the install. */
export function briefVerdictText(verdict: TreeVerdict): string {
  const { findings, version } = verdict;
  return linesText([
    verdictHead(verdict),
    ...flawLines(findings, SHOWN_ON_SCREEN, `gv verify ${version.label} shows more`),
    ...leftLines(verdict),
    ...lackingLines(verdict),
  ]);
}

/** The first `most` flaws, a line each; where there are more, a line says where the others are shown. */
export function flawLines(flaws: readonly TreeFlaw[], most: number, where: string): readonly string[] {
  const shown = flaws
    .slice(0, most)
    .map(({ kind, path, files }) => `  ${MEANING[kind]}: ${printable(path)}${filesText(files)}`);
  return flaws.length > most ? [...shown, `  and ${flaws.length - most} more (${where})`] : shown;
}

function filesText(files: number | undefined): string {
  if (files === undefined) return '';
  return files === 1 ? ' (1 file)' : ` (${files} files)`;
}

function verdictHead(verdict: TreeVerdict): string {
  const { version, path, state, files, findings, log } = verdict;
  const subject = toolchainText({ version, path });
  const sound = `${subject}: ${log.state === 'proven' ? 'as released' : 'as installed'}, ${files} files`;
  switch (state) {
    case 'intact':
      return sound;
    case 'changed':
      if (verdict.gone === true) return `${subject}: its tree is GONE`;
      if (isOfRecordsAlone(verdict)) return `${sound}; gv's own record of it is damaged`;
      if (findings.length === 0) return `${subject}: CHANGED`;
      return `${subject}: CHANGED, ${findings.length} ${findings.length === 1 ? 'difference' : 'differences'}`;
    case 'unknown':
      return `${subject}: UNKNOWN, there is no list of its files`;
  }
}

const MEANING: Readonly<Record<TreeFlaw['kind'], string>> = {
  missing: 'missing',
  changed: 'changed',
  extra: 'not of this release',
  link: 'a link, which no release has',
  irregular: 'not a regular file',
  mode: 'wrong permissions',
  record: "a record of gv's own that is not true of this toolchain",
  unreadable: "a record of gv's own that gv cannot read",
};

/** A tree that is not gv's own, and what `--repair` left as it was. */
function leftLines({ version, shared, left }: TreeVerdict): readonly string[] {
  return [
    ...(shared === true ? [`  ${SHARED}`] : []),
    ...(left === 'shared'
      ? [
          `  left as it is: gv changes nothing of a shared tree; gv install --force ${version.label} gives a toolchain of gv's own`,
        ]
      : []),
    ...(left === 'records'
      ? [
          `  left as it is: gv's own record says which files --repair has to keep; gv install --force ${version.label} brings files and records anew`,
        ]
      : []),
  ];
}

function lackingLines({ lacking = [] }: TreeVerdict): readonly string[] {
  return lacking.map((kind) => `  a mandatory proof is missing: ${kind}`);
}

/** The gaps that missing records of gv leave. */
function unrecordedLines({ unrecorded, log, findings }: TreeVerdict): readonly string[] {
  const unread = (suffix: string): boolean =>
    findings.some(({ kind, path }) => kind === 'unreadable' && path.endsWith(suffix));
  return [
    ...(unrecorded.includes('receipt')
      ? [
          `${unread('.json') ? 'the receipt cannot be read' : 'no receipt'}: nothing is known of how this toolchain came, nor of its proofs at the install`,
        ]
      : []),
    ...(unrecorded.includes('manifest') && log.state !== 'not-asked'
      ? [
          `${unread('.sha256') ? 'the list of digests from the install cannot be read' : 'no list of digests from the install'}: only what the checksum database covers was compared`,
        ]
      : []),
  ];
}

/** The receipt's facts; its proof by the checksum database gives way to that of this run. */
function receiptLines(receipt: TreeVerdict['receipt'], { state }: LogWord): readonly string[] {
  if (receipt === undefined) return [];
  const { installed, source, unproven, proofs, missing } = receipt;
  const kept = proofs.filter(({ kind }) => kind !== 'log' || state === 'not-asked');
  return [
    `installed ${dayOf(installed)} from ${source}`,
    ...(unproven ? ['NOT PROVEN: allowed by --unproven'] : []),
    ...kept.map(proofText),
    ...missing.map((what) => `not asked: ${what}`),
  ];
}

function logLines(log: LogWord): readonly string[] {
  switch (log.state) {
    case 'proven':
      return [proofText(log.record)];
    case 'differs':
      return [otherText(log), ...namedLines(log.named)];
    case 'contents-changed':
      return [
        otherText(log),
        'no other file differs in size or CRC: contents were changed so that these agree; --full names the files',
      ];
    case 'other-form':
      return [
        `the checksum database records the module zip of this release (record ${log.record.record}), which need not have the files of the archive`,
      ];
    case 'not-asked':
      return [`not asked now: Go's checksum database, as ${log.why}`];
  }
}

function otherText({ h1, record }: { readonly h1: string; readonly record: LogRecord }): string {
  return `record ${record.record} of Go's checksum database says ${record.h1}, the tree has ${h1}`;
}

function namedLines(named: ListKind): readonly string[] {
  switch (named.by) {
    case 'sha256':
      return ['nothing else differs'];
    case 'size-and-crc':
      return ['the files are named by size and CRC, which prove nothing; --full compares all contents'];
    case 'nothing':
      return [`the files cannot be named: ${named.why.message}`];
  }
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
