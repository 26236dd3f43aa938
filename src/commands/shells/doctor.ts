import { GvError } from '../../errors.ts';
import { doctor } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { options, report }: Input): Promise<number> {
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  const checkup = await doctor(run, { fix: options.flag('fix'), online });
  report.result('doctor', checkup, doctorText(checkup));
  return checkup.findings.some(({ level }) => level === 'problem') ? 1 : 0;
}
