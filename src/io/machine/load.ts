import { availableParallelism, cpus } from 'node:os';
import { cpuPressure } from '../../core/go-run/pressure.ts';
import { readKernelFile } from './kernel-file.ts';

/** As `cpuPressure` reads it, now; undefined where the system does not tell. */
export function cpuPressureNow(): number | undefined {
  return cpuPressure(readKernelFile('/proc/pressure/cpu') ?? '');
}

/** The processors that this process may use, and their name. */
export function processors(): { readonly count: number; readonly model: string } {
  return { count: availableParallelism(), model: cpus()[0]?.model.trim() ?? 'unknown' };
}
