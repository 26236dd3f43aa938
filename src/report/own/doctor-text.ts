import type { Finding } from '../../core/choice/finding.ts';
import type { Page } from '../page/page.ts';
import { printable } from '../page/printable.ts';
import { findingsText } from '../results/explanation-text.ts';

export interface DoctorResult {
  /** The findings that remain. */
  readonly findings: readonly (Finding & { readonly fixable: boolean })[];
  /** The findings that were mended. */
  readonly fixed: readonly Finding[];
  /** The checks without a finding. */
  readonly fine: readonly string[];
}

/** The findings with their cures, and last what is in order: silence would not tell what was looked at. */
export function doctorText({ findings, fixed, fine }: DoctorResult, page: Pick<Page, 'width'>): string {
  const mended = fixed.map((finding) => `fixed: ${printable(finding.text)}\n`).join('');
  const fixable = findings.filter((finding) => finding.fixable).length;
  const hint = fixable === 0 ? '' : `\ngv doctor --fix mends ${fixable} of these ${findings.length}\n`;
  const found = findings.length === 0 ? 'nothing to mend\n' : `${findingsText(findings, page)}${hint}`;
  const last = fine.length === 0 ? '' : `${findings.length === 0 ? '' : '\n'}fine: ${fine.join(', ')}\n`;
  return `${mended}${found}${last}`;
}
