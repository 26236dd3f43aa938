import { SECTIONS, USUAL_SECTIONS, type FindingSection } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import { doctor, type Checkup, type NetOptions } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Page } from '../../report/page/page.ts';
import type { Run } from '../../world.ts';
import type { Input, Options } from '../parts/spec.ts';
import { netOptions, refuseNetOptions } from './doctor-net.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const { sections, target } = askedIn(args);
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  if (online && !sections.includes('install'))
    throw new GvError('usage', '--online is of the section install', { hint: 'gv doctor install --online' });
  const format = options.text('format');
  if (format !== undefined && report.json)
    throw new GvError('usage', '--json and --format contradict each other', { hint: 'gv doctor --json' });
  const formats = format === undefined ? undefined : await import('./doctor-format.ts');
  const named = formats?.formatNamed(format ?? '');
  const seconds = timeoutIn(options);
  const timeoutMs = (seconds ?? USUAL_SECONDS) * 1000;
  const net = sections.includes('net') ? timed(netOptions(options, target), seconds) : undefined;
  if (net === undefined) refuseNetOptions(options);
  const wanted = { fix: options.flag('fix'), online, sections, timeoutMs };
  const checkup = await doctor(run, { ...wanted, ...(net === undefined ? {} : { net }) });
  const failing = options.flag('strict') ? ['problem', 'advice'] : ['problem'];
  const text =
    formats === undefined || named === undefined
      ? `${args.length === 0 ? '' : await sectionParts(run, checkup, report.page)}${doctorText(checkup)}`
      : formats.formatted(run, checkup, { format: named, failing });
  report.result('doctor', checkup, text);
  return checkup.findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
}

interface Asked {
  readonly sections: readonly FindingSection[];
  /** The module or address behind `net`. */
  readonly target: string | undefined;
}

function askedIn(args: readonly string[]): Asked {
  const isSection = (name: string): name is FindingSection => SECTIONS.some((each) => each === name);
  const others = args.filter((name) => name !== 'all' && !isSection(name));
  const sections =
    args.length === 0
      ? USUAL_SECTIONS
      : SECTIONS.filter((name) => args.includes('all') || args.includes(name));
  const [target, strange] = sections.includes('net') ? others : [undefined, others[0]];
  if (strange === undefined) return { sections, target };
  throw new GvError('usage', `gv doctor has no section ${strange}`, {
    hint: `The sections are ${SECTIONS.join(', ')}; all stands for every one.`,
  });
}

const USUAL_SECONDS = 5;

function timeoutIn(options: Options): number | undefined {
  const text = options.text('timeout');
  if (text === undefined) return undefined;
  if (/^\d{1,4}s?$/.test(text)) return Number.parseInt(text, 10);
  throw new GvError('usage', `--timeout takes seconds: ${text} is not a number of them`, {
    hint: 'gv doctor --timeout 60',
  });
}

function timed(net: NetOptions, seconds: number | undefined): NetOptions {
  return seconds === undefined ? net : { ...net, timeoutMs: seconds * 1000 };
}

async function sectionParts(run: Run, { env, net }: Checkup, page: Page): Promise<string> {
  const [environment, network] = await Promise.all([
    env === undefined ? undefined : import('../../report/own/environment-text.ts'),
    net === undefined ? undefined : import('../../report/net/net-text.ts'),
  ]);
  const first = env === undefined ? '' : (environment?.environmentText(env, page) ?? '');
  return `${first}${net === undefined ? '' : (network?.netText(net, { page, env: run.env }) ?? '')}`;
}
