import { createHash } from 'node:crypto';
import type { FindingLevel } from '../../core/choice/finding.ts';
import { jsonText } from '../page/printable.ts';
import { linked, sentence, type Annotated } from './annotated.ts';

const SEVERITIES: Readonly<Record<FindingLevel, string>> = {
  problem: 'major',
  advice: 'minor',
  note: 'info',
};

/** Findings as a code quality report of GitLab; `checkout` is CI_PROJECT_DIR. A finding without a place belongs to the project as a whole. */
export function gitlabReport(findings: readonly Annotated[], checkout: string | undefined): string {
  const issues = findings.map((finding) => ({
    description: sentence(finding),
    check_name: finding.code,
    fingerprint: createHash('sha256').update(`${finding.code}\n${finding.text}`).digest('hex'),
    severity: SEVERITIES[finding.level],
    location: {
      path: finding.at === undefined ? '.' : linked(finding.at.file, checkout),
      lines: { begin: finding.at?.line ?? 1 },
    },
  }));
  return `${jsonText(issues, 2)}\n`;
}
