import { join } from 'node:path';
import {
  cgroupPlace,
  figureOf,
  memoryLimit,
  quotaOf,
  quotaOfMax,
  type CgroupPlace,
} from '../../core/machine/cgroup.ts';
import { parseMounts, type Mount } from '../../core/machine/mounts.ts';
import { readKernelFile } from './kernel-file.ts';

/** The quota of a group in processors; undefined without a limit. */
export interface GroupQuota {
  readonly directory: string;
  readonly quota: number | undefined;
}

/** The limits of the control groups of this process, and what came of them. */
export interface GroupLimits {
  /** The group of this process, as Go's runtime reads it; undefined where there is none. */
  readonly cpu: GroupQuota | undefined;
  /** The ancestor with the smallest quota, where that is below the group's own. */
  readonly tighter: GroupQuota | undefined;
  /** Periods with work to do and a quota, since the group began, and those in which the quota was used up. */
  readonly periods: number | undefined;
  readonly throttled: number | undefined;
  /** The smallest limit of the group and its ancestors; undefined without one. */
  readonly memoryBytes: number | undefined;
  /** Processes of the group that the kernel killed for want of memory; undefined where nothing tells. */
  readonly oomKills: number | undefined;
  /** The file that tells of them. */
  readonly oomFile: string | undefined;
}

/** The mounts of this process; none where the system does not tell. `root` stands before every path, for a recorded tree. */
export function mountsHere(root = ''): readonly Mount[] {
  return parseMounts(readKernelFile(join(root, '/proc/self/mountinfo')) ?? '');
}

/** Reads the limits of the control groups of this process and of every ancestor that can be seen, of version 1 or 2; `root` as for `mountsHere`. */
export function groupLimits(mounts: readonly Mount[], root = ''): GroupLimits {
  const text = readKernelFile(join(root, '/proc/self/cgroup')) ?? '';
  const read = (path: string): string => readKernelFile(join(root, path)) ?? '';
  const cpu = cgroupPlace(text, mounts, 'cpu');
  const memory = cgroupPlace(text, mounts, 'memory');
  const quotas = cpu?.directories.map((directory) => ({ directory, quota: quotaIn(cpu, directory, read) }));
  const [own, ...ancestors] = quotas ?? [];
  const smallest = ancestors
    .filter(({ quota }) => quota !== undefined)
    .toSorted((a, b) => (a.quota ?? 0) - (b.quota ?? 0))[0];
  const limit = own?.quota ?? Number.POSITIVE_INFINITY;
  // The group at the top of a mount has no figures of its own.
  const stat = own === undefined ? '' : read(`${own.directory}/cpu.stat`);
  return {
    cpu: own,
    tighter: (smallest?.quota ?? limit) < limit ? smallest : undefined,
    periods: figureOf(stat, 'nr_periods'),
    throttled: figureOf(stat, 'nr_throttled'),
    ...memoryOf(memory, read),
  };
}

type Read = (path: string) => string;

function quotaIn({ version }: CgroupPlace, directory: string, read: Read): number | undefined {
  return version === 2
    ? quotaOfMax(read(`${directory}/cpu.max`))
    : quotaOf(read(`${directory}/cpu.cfs_quota_us`), read(`${directory}/cpu.cfs_period_us`));
}

function memoryOf(
  place: CgroupPlace | undefined,
  read: Read,
): Pick<GroupLimits, 'memoryBytes' | 'oomKills' | 'oomFile'> {
  const [own] = place?.directories ?? [];
  if (place === undefined || own === undefined)
    return { memoryBytes: undefined, oomKills: undefined, oomFile: undefined };
  const name = place.version === 2 ? 'memory.max' : 'memory.limit_in_bytes';
  const limits = place.directories.flatMap((directory) => memoryLimit(read(`${directory}/${name}`)) ?? []);
  const oomFile = `${own}/${place.version === 2 ? 'memory.events' : 'memory.oom_control'}`;
  return {
    memoryBytes: limits.length === 0 ? undefined : Math.min(...limits),
    oomKills: figureOf(read(oomFile), 'oom_kill'),
    oomFile,
  };
}
