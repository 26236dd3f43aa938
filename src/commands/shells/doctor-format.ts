import { isAbsolute } from 'node:path';
import { REPORT_FORMATS, type ReportFormat } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import { appendSummary } from '../../io/host/github-files.ts';
import type { Checkup } from '../../jobs/diagnose/doctor.ts';
import { githubReport } from '../../report/annotations/github.ts';
import { gitlabReport } from '../../report/annotations/gitlab.ts';
import { junitReport } from '../../report/annotations/junit.ts';
import type { World } from '../../world.ts';

/** The format of that name. Fails with `usage`. */
export function formatNamed(name: string): ReportFormat {
  const format = REPORT_FORMATS.find((each) => each === name);
  if (format !== undefined) return format;
  throw new GvError('usage', `gv doctor has no format ${name}`, {
    hint: `The formats are ${REPORT_FORMATS.join(', ')}.`,
  });
}

/** A checkup as a CI system reads it. GitHub's summary gets what has no room among its annotations. */
export function formatted(
  { env }: World,
  { findings, fine }: Checkup,
  { format, failing }: { readonly format: ReportFormat; readonly failing: readonly string[] },
): string {
  switch (format) {
    case 'github': {
      const { text, summary } = githubReport(findings, env['GITHUB_WORKSPACE']);
      const path = env['GITHUB_STEP_SUMMARY'] ?? '';
      if (isAbsolute(path)) appendSummary(path, summary);
      return text;
    }
    case 'gitlab':
      return gitlabReport(findings, env['CI_PROJECT_DIR']);
    case 'junit':
      return junitReport(findings, { fine, failing });
  }
}
