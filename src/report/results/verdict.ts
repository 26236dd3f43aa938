import { dayOf } from '../../core/text/day.ts';
import type { TreeFlaw, TreeVerdict } from '../../core/toolchain/tree-check.ts';
import { proofText } from '../events/event-text.ts';
import { printable } from '../page/printable.ts';
import { toolchainText } from './phrases.ts';

/** So many flaws a person reads; --json has them all. */
const SHOWN = 20;

/** A tree's verdict as `gv verify` tells it, each line with its newline. */
export function verdictText(verdict: TreeVerdict): string {
  const { findings, receipt, uncovered } = verdict;
  const lines = [
    verdictHead(verdict),
    ...findings.slice(0, SHOWN).map((flaw) => `  ${flawText(flaw)}`),
    ...(findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more (--json shows all)`] : []),
    ...proofLines(receipt).map((line) => `  ${printable(line)}`),
    ...(uncovered.length > 0 ? [`  not covered: ${uncovered.join(', ')}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Its first line: which tree, and whether it is as it was installed. */
export function verdictHead({ version, path, state, files, findings }: TreeVerdict): string {
  const subject = toolchainText({ version, path });
  switch (state) {
    case 'intact':
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

/** One flaw, in words. */
export function flawText({ kind, path }: TreeFlaw): string {
  return `${MEANING[kind]}: ${printable(path)}`;
}

function proofLines(receipt: TreeVerdict['receipt']): readonly string[] {
  if (receipt === undefined) return ['no receipt: what was proven then is not known'];
  const when = `installed ${dayOf(receipt.installed)} from ${receipt.source}`;
  const unproven = receipt.unproven ? ['NOT PROVEN: let in by --unproven'] : [];
  return [
    when,
    ...unproven,
    ...receipt.proofs.map(proofText),
    ...receipt.missing.map((what) => `not asked: ${what}`),
  ];
}
