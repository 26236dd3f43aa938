import { GvError } from '../../errors.ts';
import { doctor, type NetOptions } from '../../jobs/diagnose/doctor.ts';
import { doctorText } from '../../report/own/doctor-text.ts';
import type { Run } from '../../world.ts';
import type { Input, Options } from '../parts/spec.ts';
import { machineOptions } from './doctor-machine.ts';
import { netOptions, refuseNetOptions } from './doctor-net.ts';
import { sectionParts, withEditors } from './doctor-parts.ts';
import { askedSections, checkSectionOptions, modulesOptions } from './doctor-sections.ts';

export async function run(run: Run, { args, options, report }: Input): Promise<number> {
  const asked = askedSections(args);
  const { sections, target } = asked;
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  checkSectionOptions(options, sections);
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
  const machine = machineOptions(options, sections, seconds);
  const first = await doctor(run, {
    ...wanted,
    ...(net === undefined ? {} : { net }),
    ...(modules === undefined ? {} : { modules }),
    ...(machine === undefined ? {} : { machine }),
  });
  const editors = options.flag('editors');
  const checkup = editors ? await withEditors(run, first, timeoutMs) : first;
  const failing = options.flag('strict') ? ['problem', 'advice'] : ['problem'];
  const isPlain = args.length === 0 && !editors;
  const text =
    formats === undefined || named === undefined
      ? `${isPlain ? '' : await sectionParts(run, checkup, report.page)}${doctorText(checkup)}`
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
