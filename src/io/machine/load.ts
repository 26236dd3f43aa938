import { availableParallelism, cpus } from 'node:os';
import { readKernelFile } from './kernel-file.ts';

/** The share of time in which programs waited for a processor, in percent over ten seconds; undefined where the system does not tell. Source: kernel documentation, accounting/psi. */
export function cpuPressure(): number | undefined {
  const text = readKernelFile('/proc/pressure/cpu');
  const found = /^some avg10=(\d+(?:\.\d+)?)/m.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The processors that this process may use, and their name. */
export function processors(): { readonly count: number; readonly model: string } {
  return { count: availableParallelism(), model: cpus()[0]?.model.trim() ?? 'unknown' };
}
