import type { Finding } from '../../core/choice/finding.ts';
import { printable } from '../page/printable.ts';
import { findingsText } from '../results/explanation-text.ts';

export interface DoctorResult {
  /** The findings that remain. */
  readonly findings: readonly (Finding & { readonly fixable: boolean })[];
  /** The findings that were mended. */
  readonly fixed: readonly Finding[];
}

export function doctorText({ findings, fixed }: DoctorResult): string {
  const mended = fixed.map((finding) => `fixed: ${printable(finding.text)}\n`).join('');
  if (findings.length === 0) return `${mended}nothing to mend\n`;
  const fixable = findings.filter((finding) => finding.fixable).length;
  const hint = fixable === 0 ? '' : `\ngv doctor --fix mends ${fixable} of these ${findings.length}\n`;
  return `${mended}${findingsText(findings)}${hint}`;
}
