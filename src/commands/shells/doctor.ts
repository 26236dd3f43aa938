import { GvError } from '../../errors.ts';
import { doctor, type NetOptions } from '../../jobs/diagnose/doctor.ts';
import type { Run } from '../../world.ts';
import type { Input } from '../parts/spec.ts';
import { machineOptions } from './doctor-machine.ts';
import { netOptions, refuseNetOptions } from './doctor-net.ts';
import { sectionParts, withEditors } from './doctor-parts.ts';
import { askedSections, checkSectionOptions, modulesOptions, timeoutIn } from './doctor-sections.ts';
import { reportCheckup, reportForm } from './doctor-shown.ts';

export async function run(run: Run, input: Input): Promise<number> {
  const { args, options, report } = input;
  if (args[0] === 'test') return (await import('./doctor-test.ts')).runTest(run, input);
  const asked = askedSections(args);
  const { sections, target } = asked;
  const online = options.flag('online');
  if (online && run.offline)
    throw new GvError('usage', '--online and --offline contradict each other', { hint: 'gv doctor' });
  checkSectionOptions(options, sections);
  const form = await reportForm(input);
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
  const isPlain = args.length === 0 && !editors;
  return reportCheckup(run, checkup, {
    ...form,
    report,
    parts: () => (isPlain ? Promise.resolve('') : sectionParts(run, checkup, report.page)),
  });
}

const USUAL_SECONDS = 5;

function timed(net: NetOptions, seconds: number | undefined): NetOptions {
  return seconds === undefined ? net : { ...net, timeoutMs: seconds * 1000 };
}
