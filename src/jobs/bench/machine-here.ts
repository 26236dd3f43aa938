import type { BenchMachine } from '../../core/bench/bench-machine.ts';
import { groupLimits, mountsHere } from '../../io/machine/cgroups.ts';
import { clockGovernor, cpuPressureNow, processors } from '../../io/machine/load.ts';

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
