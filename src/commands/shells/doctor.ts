import { GvError } from '../../errors.ts';
import { doctor, type Checkup } from '../../jobs/diagnose/doctor.ts';
import { printable } from '../../report/page/printable.ts';
import { findingsText } from '../../report/results/explanation-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { options, report }: Input): Promise<number> {
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  const checkup = await doctor(run, { fix: options.flag('fix'), online });
  report.result('doctor', checkup, text(checkup));
  return checkup.findings.some(({ level }) => level === 'problem') ? 1 : 0;
}

function text({ findings, fixed }: Checkup): string {
  const mended = fixed.map((finding) => `fixed: ${printable(finding.text)}\n`).join('');
  if (findings.length === 0) return `${mended}nothing to mend\n`;
  const fixable = findings.filter((finding) => finding.fixable).length;
  const hint = fixable === 0 ? '' : `\ngv doctor --fix mends ${fixable} of these ${findings.length}\n`;
  return `${mended}${findingsText(findings)}${hint}`;
}
