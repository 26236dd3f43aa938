import type { ReportFormat } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import type { Checkup } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** The form of the report, and the levels that make gv fail. */
export interface ReportForm {
  /** Undefined for a person. */
  readonly format: ReportFormat | undefined;
  readonly failing: readonly string[];
}

/** The form that the options ask for. Fails with `usage`. */
export async function reportForm({ options, report }: Input): Promise<ReportForm> {
  const name = options.text('format');
  if (name !== undefined && report.json)
    throw new GvError('usage', '--json and --format contradict each other', { hint: 'gv doctor --json' });
  const format = name === undefined ? undefined : (await import('./doctor-format.ts')).formatNamed(name);
  return { format, failing: options.flag('strict') ? ['problem', 'advice'] : ['problem'] };
}

export interface CheckupReport extends ReportForm, Pick<Input, 'report'> {
  /** Gives the text above the findings, for a person. */
  readonly parts: () => Promise<string>;
}

/** Reports a checkup, and gives its exit code: 1 for a finding of a level that fails. */
export async function reportCheckup(
  run: Run,
  checkup: Checkup,
  { format, failing, parts, report }: CheckupReport,
): Promise<number> {
  const text =
    format === undefined
      ? `${await parts()}${doctorText(checkup, report.page)}`
      : (await import('./doctor-format.ts')).formatted(run, checkup, { format, failing });
  report.result('doctor', checkup, text);
  return checkup.findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
}
