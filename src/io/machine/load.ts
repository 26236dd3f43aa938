import { availableParallelism, cpus } from 'node:os';
import { somePressure } from '../../core/machine/pressure.ts';
import { readKernelFile } from './kernel-file.ts';

/** As `somePressure` reads it, now; undefined where the system does not tell. */
export function pressureNow(of: 'cpu' | 'io' | 'memory', root = ''): number | undefined {
  return somePressure(readKernelFile(`${root}/proc/pressure/${of}`) ?? '');
}

/** As `pressureNow`, of the processors. */
export function cpuPressureNow(): number | undefined {
  return pressureNow('cpu');
}

/** The processors that this process may use, and their name. */
export function processors(): { readonly count: number; readonly model: string } {
  return { count: availableParallelism(), model: cpus()[0]?.model.trim() ?? 'unknown' };
}
