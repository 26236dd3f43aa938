import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { somePressure } from '../../core/machine/pressure.ts';
import { namesOrNothing } from '../disk/read.ts';
import { readKernelFile } from './kernel-file.ts';
import { kernelLimits } from './kernel-limits.ts';

/** As `somePressure` reads it, now; undefined where the system does not tell. */
export function pressureNow(of: 'cpu' | 'io' | 'memory', root = ''): number | undefined {
  return somePressure(readKernelFile(`${root}/proc/pressure/${of}`) ?? '');
}

/** As `pressureNow`, of the processors. */
export function cpuPressureNow(): number | undefined {
  return pressureNow('cpu');
}

/** The processors that this process may run on, whatever its quota is, and their name. */
export function processors(): { readonly count: number; readonly model: string } {
  // Node's own count heeds the quota.
  const count = kernelLimits().affinity ?? availableParallelism();
  return { count, model: cpus()[0]?.model.trim() ?? 'unknown' };
}

/**
 * The rules by which the kernel sets the clock of the processors, each once: `powersave`; undefined where the system does not tell, as in
 * most guests. Source: Documentation/admin-guide/pm/cpufreq.rst. `root` stands before every path, for a recorded tree.
 */
export function clockGovernor(root = ''): string | undefined {
  const directory = join(root, '/sys/devices/system/cpu/cpufreq');
  const told = namesOrNothing(directory).flatMap(
    (policy) => readKernelFile(join(directory, policy, 'scaling_governor'))?.trim() ?? [],
  );
  const names = [...new Set(told)].filter((name) => name !== '').toSorted();
  return names.length === 0 ? undefined : names.join(', ');
}
