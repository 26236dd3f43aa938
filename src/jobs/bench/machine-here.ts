import { groupLimits, mountsHere } from '../../io/machine/cgroups.ts';
import { clockGovernor, cpuPressureNow, processors } from '../../io/machine/load.ts';

/** The machine of a comparison, as far as times depend on it. */
export interface BenchMachine {
  readonly processors: number;
  readonly model: string;
  /** Processors on average that the control groups allow; null without a limit. */
  readonly quota: number | null;
  /** Null where the system does not tell. */
  readonly governor: string | null;
  /** Percent; null where the system does not tell. */
  readonly pressureBefore: number | null;
  readonly pressureAfter: number | null;
}

/** Reads the machine after a run; the pressure before it was read then. */
export function machineHere(pressureBefore: number | null): BenchMachine {
  const { count, model } = processors();
  const { cpu, tighter } = groupLimits(mountsHere());
  return {
    processors: count,
    model,
    quota: tighter?.quota ?? cpu?.quota ?? null,
    governor: clockGovernor() ?? null,
    pressureBefore,
    pressureAfter: cpuPressureNow() ?? null,
  };
}
