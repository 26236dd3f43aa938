import { join } from 'node:path';
import { cpusIn } from '../../core/machine/cpu-list.ts';
import { readKernelFile } from './kernel-file.ts';

/** Counters of the kernel that only grow; two readings make a rate. */
export interface KernelCounters {
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
  /** Pages read back from swap. */
  readonly swappedIn: number | undefined;
  /** Ticks of all processors, and those that went to other guests of the same host. */
  readonly ticks: number;
  readonly stolen: number;
}

/** Reads the counters; `root` stands before every path, for a recorded tree. */
export function kernelCounters(root = ''): KernelCounters {
  const [, pages] = /^pswpin (\d+)$/m.exec(read(root, '/proc/vmstat')) ?? [];
  const ticks = (/^cpu +(.*)$/m.exec(read(root, '/proc/stat'))?.[1] ?? '').split(' ').map(Number);
  return {
    at: performance.now(),
    swappedIn: pages === undefined ? undefined : Number(pages),
    // Fields of proc_stat(5): the first eight add up, the eighth is steal; guests are counted in user time.
    ticks: ticks.slice(0, 8).reduce((sum, each) => sum + each, 0),
    stolen: ticks[7] ?? 0,
  };
}

/** Settings and limits of the kernel; undefined for what the system does not tell. */
export interface KernelLimits {
  /** Processors of the machine, and those that this process may run on. */
  readonly online: number | undefined;
  readonly affinity: number | undefined;
  /** The most files that a process may open, whatever it asks for. */
  readonly nofileHard: number | undefined;
  readonly hasSwap: boolean;
  readonly maxWatches: number | undefined;
  readonly maxInstances: number | undefined;
  readonly swappiness: number | undefined;
  readonly somaxconn: number | undefined;
  /** The mode of transparent huge pages. */
  readonly thp: string | undefined;
}

/** Reads them; `root` as for `kernelCounters`. */
export function kernelLimits(root = ''): KernelLimits {
  const [, allowed] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read(root, '/proc/self/status')) ?? [];
  const [, nofile] = /^Max open files +\S+ +(\S+)/m.exec(read(root, '/proc/self/limits')) ?? [];
  const figure = (path: string): number | undefined => {
    const text = read(root, path).trim();
    return /^\d+$/.test(text) ? Number(text) : undefined;
  };
  return {
    online: cpusIn(read(root, '/sys/devices/system/cpu/online')),
    affinity: cpusIn(allowed ?? ''),
    nofileHard: filesIn(nofile),
    hasSwap: /^SwapTotal: +0*[1-9]/m.test(read(root, '/proc/meminfo')),
    maxWatches: figure('/proc/sys/fs/inotify/max_user_watches'),
    maxInstances: figure('/proc/sys/fs/inotify/max_user_instances'),
    swappiness: figure('/proc/sys/vm/swappiness'),
    somaxconn: figure('/proc/sys/net/core/somaxconn'),
    thp: /\[(\w+)\]/.exec(read(root, '/sys/kernel/mm/transparent_hugepage/enabled'))?.[1],
  };
}

function read(root: string, path: string): string {
  return readKernelFile(join(root, path)) ?? '';
}

function filesIn(text: string | undefined): number | undefined {
  if (text === 'unlimited') return Number.MAX_SAFE_INTEGER;
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}
