import type { FindingSection } from '../../core/choice/finding.ts';
import { GvError } from '../../errors.ts';
import type { MachineWishes } from '../../jobs/machine/machine.ts';
import type { Options } from '../parts/spec.ts';

const MACHINE_SECONDS = 15;

/** The wishes for the section `machine`; undefined where it is not asked for. Fails with `usage` for an option that only it has. */
export function machineOptions(
  options: Options,
  sections: readonly FindingSection[],
  seconds: number | undefined,
): MachineWishes | undefined {
  const [places, write, probes] = [options.texts('place'), options.text('write'), options.flag('probe')];
  if (sections.includes('machine')) {
    const timeoutMs = (seconds ?? MACHINE_SECONDS) * 1000;
    return { places, probes, write, timeoutMs, tellsNoPlace: sections.includes('env') };
  }
  const given = [
    ...(places.length === 0 ? [] : ['--place']),
    ...(probes ? [] : ['--no-probe']),
    ...(write === undefined ? [] : ['--write']),
  ];
  if (given.length === 0) return undefined;
  throw new GvError('usage', `${given.join(', ')} is of the section machine`, { hint: 'gv doctor machine' });
}
