import { GvError } from '../../errors.ts';
import { doctor, type Checkup, type NetOptions } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Page } from '../../report/page/page.ts';
import type { Run } from '../../world.ts';
import type { Input, Options } from '../parts/spec.ts';
import { netOptions, refuseNetOptions } from './doctor-net.ts';
import { askedSections, modulesOptions } from './doctor-sections.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const asked = askedSections(args);
  const { sections, target } = asked;
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  if (online && !sections.some((name) => name === 'install' || name === 'modules'))
    throw new GvError('usage', '--online is of the sections install and modules', {
      hint: 'gv doctor install --online',
    });
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
  const modules = modulesOptions(options, asked, seconds);
  const checkup = await doctor(run, {
    ...wanted,
    ...(net === undefined ? {} : { net }),
    ...(modules === undefined ? {} : { modules }),
  });
  const failing = options.flag('strict') ? ['problem', 'advice'] : ['problem'];
  const text =
    formats === undefined || named === undefined
      ? `${args.length === 0 ? '' : await sectionParts(run, checkup, report.page)}${doctorText(checkup)}`
      : formats.formatted(run, checkup, { format: named, failing });
  report.result('doctor', checkup, text);
  return checkup.findings.some(({ level }) => failing.includes(level)) ? 1 : 0;
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

async function sectionParts(run: Run, { env, net, modules }: Checkup, page: Page): Promise<string> {
  const [environment, network, required] = await Promise.all([
    env === undefined ? undefined : import('../../report/own/environment-text.ts'),
    net === undefined ? undefined : import('../../report/net/net-text.ts'),
    modules === undefined ? undefined : import('../../report/own/modules-text.ts'),
  ]);
  return [
    env === undefined ? undefined : environment?.environmentText(env, page),
    modules === undefined ? undefined : required?.modulesText(modules),
    net === undefined ? undefined : network?.netText(net, { page, env: run.env }),
  ].join('');
}
