import { setTimeout as wait } from 'node:timers/promises';
import { moduleLines } from '../../core/go/floors.ts';
import { goHeedsQuota, gomaxprocs, programHeedsQuota } from '../../core/machine/gomaxprocs.ts';
import type { CpusReport, LimitsReport, MachineReport } from '../../core/machine/machine-report.ts';
import type { Mount } from '../../core/machine/mounts.ts';
import { interruption } from '../../errors.ts';
import { moduleFile, temporaryDirectory } from '../../io/go/module-files.ts';
import { groupLimits, type GroupLimits } from '../../io/machine/cgroups.ts';
import {
  kernelCounters,
  kernelLimits,
  type KernelCounters,
  type KernelLimits,
} from '../../io/machine/kernel-limits.ts';
import { pressureNow, processors } from '../../io/machine/load.ts';
import { inotifyUse } from '../../io/running/inotify.ts';
import { PROC } from '../../io/running/processes.ts';
import { valueOf, type Subject } from '../environment/subject.ts';
import type { Deadline } from '../net/context.ts';

/** The limits of this machine before something was measured, to be compared with those after. */
export interface Before {
  readonly groups: GroupLimits;
  readonly counters: KernelCounters;
}

/** The part of the report that is about limits, and the facts beside it that findings name. */
export interface ReadLimits {
  readonly report: Omit<MachineReport, 'places' | 'files'>;
  readonly groups: GroupLimits;
}

export function limitsBefore(mounts: readonly Mount[]): Before {
  return { groups: groupLimits(mounts), counters: kernelCounters() };
}

export interface LimitsRequest {
  readonly go: Subject;
  readonly mounts: readonly Mount[];
  readonly before: Before;
  readonly deadline: Deadline;
}

/** Rates are told of at least so long. */
const RATE_MS = 1_000;

/** Reads the limits and the load of this machine. Waits up to a second where there is swap. Fails with `interrupted`. */
export async function readLimits({ go, mounts, before, deadline }: LimitsRequest): Promise<ReadLimits> {
  const kernel = kernelLimits();
  const isSwapTold = before.counters.swappedIn !== undefined;
  if (kernel.hasSwap && isSwapTold) await untilRate(before.counters.at, deadline);
  const after = kernelCounters();
  const groups = groupLimits(mounts);
  const cpus = cpusOf(go, kernel, { before: before.groups, after: groups });
  const pressure = {
    cpu: pressureNow('cpu') ?? null,
    io: pressureNow('io') ?? null,
    memory: pressureNow('memory') ?? null,
  };
  const swapInPerS = kernel.hasSwap ? swapRate(before.counters, after) : 0;
  const limits = limitsOf(kernel);
  const { env } = go.world;
  const memory = {
    limitBytes: groups.memoryBytes ?? null,
    oomKills: groups.oomKills ?? null,
    goMemLimit: (env['GOMEMLIMIT'] ?? '') === '' ? null : (env['GOMEMLIMIT'] ?? null),
  };
  const report = {
    cpus,
    memory,
    pressure,
    swapInPerS,
    stealPercent: stealOf(before.counters, after),
    limits,
  };
  return { report: { ...report, unknown: unknownOf(report, go.world.platform.os) }, groups };
}

async function untilRate(began: number, { signal, left }: Deadline): Promise<void> {
  const rest = Math.min(RATE_MS - (performance.now() - began), left());
  if (rest <= 0) return;
  await wait(rest, undefined, { signal }).catch((error: unknown) => {
    if (signal.aborted && left() > 0) throw interruption(signal);
    if (!signal.aborted) throw error;
  });
}

function swapRate(before: KernelCounters, after: KernelCounters): number | null {
  if (before.swappedIn === undefined || after.swappedIn === undefined) return null;
  const seconds = (after.at - before.at) / 1000;
  return seconds > 0 ? Math.round((after.swappedIn - before.swappedIn) / seconds) : 0;
}

function stealOf(before: KernelCounters, after: KernelCounters): number | null {
  const ticks = after.ticks - before.ticks;
  return ticks > 0 ? Math.round(((after.stolen - before.stolen) * 1000) / ticks) / 10 : null;
}

interface Compared {
  readonly before: GroupLimits;
  readonly after: GroupLimits;
}

function cpusOf(go: Subject, kernel: KernelLimits, { before, after }: Compared): CpusReport {
  const { env, cwd } = go.world;
  const affinity = kernel.affinity ?? processors().count;
  const quota = after.cpu?.quota;
  const [asked, godebug] = [env['GOMAXPROCS'] ?? '', env['GODEBUG'] ?? ''];
  const setting = (name: string): string => valueOf(go, name);
  const search = { directory: cwd, setting, temporary: temporaryDirectory(go.world) };
  const file = cwd === '' ? undefined : moduleFile(search);
  const facts = { cpus: affinity, quota, asked };
  const take = ({ heeds }: { readonly heeds: boolean | undefined }): number | null =>
    heeds === undefined ? null : gomaxprocs({ ...facts, heedsQuota: heeds });
  return {
    online: kernel.online ?? null,
    affinity,
    quota: quota ?? null,
    quotaFrom: quota === undefined ? null : (after.cpu?.directory ?? null),
    tighterAncestor:
      after.tighter?.quota === undefined
        ? null
        : { directory: after.tighter.directory, quota: after.tighter.quota },
    go: go.version ?? null,
    goTakes: take({ heeds: goHeedsQuota(go.version, godebug) }),
    programsTake:
      file === undefined
        ? null
        : take({ heeds: programHeedsQuota({ version: go.version, moduleText: file.text, godebug }) }),
    goLine: file === undefined ? null : (moduleLines(file.text).go?.text ?? null),
    throttledPeriods: after.throttled ?? null,
    periods: after.periods ?? null,
    throttledHere: difference(after.throttled, before.throttled),
    periodsHere: difference(after.periods, before.periods),
  };
}

function difference(after: number | undefined, before: number | undefined): number | null {
  return after === undefined || before === undefined ? null : after - before;
}

function limitsOf(kernel: KernelLimits): LimitsReport {
  const use = kernel.maxWatches === undefined ? undefined : inotifyUse(PROC);
  return {
    nofileHard: kernel.nofileHard ?? null,
    inotifyWatches: { used: use?.watches ?? null, max: kernel.maxWatches ?? null },
    inotifyInstances: { used: use?.instances ?? null, max: kernel.maxInstances ?? null },
    somaxconn: kernel.somaxconn ?? null,
    swappiness: kernel.swappiness ?? null,
    thp: kernel.thp ?? null,
  };
}

function unknownOf(
  { cpus, memory, pressure, swapInPerS, limits }: Omit<MachineReport, 'places' | 'files' | 'unknown'>,
  os: string,
): MachineReport['unknown'] {
  const why = os === 'linux' ? 'the kernel does not tell, or not this account' : 'this system does not tell';
  const fields: Readonly<Record<string, unknown>> = {
    'cpus.online': cpus.online,
    'memory.oomKills': memory.oomKills,
    'pressure.cpu': pressure.cpu,
    swapInPerS,
    'limits.nofileHard': limits.nofileHard,
    'limits.inotifyWatches': limits.inotifyWatches.used,
  };
  return Object.entries(fields).flatMap(([field, value]) => (value === null ? [{ field, why }] : []));
}
