import { SECTIONS, type FindingSection } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import { doctor, type Checkup } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const sections = sectionsOf(args);
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  if (online && !sections.includes('install'))
    throw new GvError('usage', '--online is of the section install', { hint: 'gv doctor install --online' });
  const editors = options.flag('editors');
  if (editors && !sections.includes('env'))
    throw new GvError('usage', '--editors is of the section env', { hint: 'gv doctor env --editors' });
  const format = options.text('format');
  if (format !== undefined && report.json)
    throw new GvError('usage', '--json and --format contradict each other', { hint: 'gv doctor --json' });
  const formats = format === undefined ? undefined : await import('./doctor-format.ts');
  const named = formats?.formatNamed(format ?? '');
  const timeoutMs = timeoutOf(options.text('timeout'));
  const first = await doctor(run, { fix: options.flag('fix'), online, sections, timeoutMs });
  const checkup = editors ? await withEditors(run, first, timeoutMs) : first;
  const failing = options.flag('strict') ? ['problem', 'advice'] : ['problem'];
  const text =
    formats === undefined || named === undefined
      ? `${args.length === 0 && !editors ? '' : await environmentPart(checkup, report.page)}${doctorText(checkup)}`
      : formats.formatted(run, checkup, { format: named, failing });
  report.result('doctor', checkup, text);
  return checkup.findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
}

function sectionsOf(args: readonly string[]): readonly FindingSection[] {
  const isSection = (name: string): name is FindingSection => SECTIONS.some((each) => each === name);
  const strange = args.find((name) => name !== 'all' && !isSection(name));
  if (strange !== undefined)
    throw new GvError('usage', `gv doctor has no section ${strange}`, {
      hint: `The sections are ${SECTIONS.join(', ')}; all stands for every one.`,
    });
  return args.length === 0 || args.includes('all')
    ? SECTIONS
    : SECTIONS.filter((name) => args.includes(name));
}

const TIMEOUT_SECONDS = 5;

function timeoutOf(text: string | undefined): number {
  const seconds =
    text === undefined ? TIMEOUT_SECONDS : /^\d{1,4}s?$/.test(text) ? Number.parseInt(text, 10) : undefined;
  if (seconds !== undefined) return seconds * 1000;
  throw new GvError('usage', `--timeout takes seconds: ${text ?? ''} is not a number of them`, {
    hint: 'gv doctor --timeout 60',
  });
}

/** Running programs are looked at on Linux alone. */
async function withEditors(run: Run, checkup: Checkup, timeoutMs: number): Promise<Checkup> {
  const { withRunningTools } = await import('../../jobs/running/running-tools.ts');
  const proc = run.platform.os === 'linux' ? '/proc' : undefined;
  return withRunningTools(run, checkup, { proc, timeoutMs });
}

async function environmentPart(
  { env }: Checkup,
  page: { readonly width: number | undefined },
): Promise<string> {
  if (env === undefined) return '';
  const { environmentText } = await import('../../report/own/environment-text.ts');
  return environmentText(env, page);
}
