import { isWithin, type Mount } from './mounts.ts';

/** A control group of this process, with its ancestors as far as they can be seen. */
export interface CgroupPlace {
  readonly version: 1 | 2;
  /** The group itself first, the one at the top of the mount last. */
  readonly directories: readonly string[];
}

/**
 * The group of a controller, from the text of /proc/self/cgroup. A hierarchy of version 1 with that controller counts before
 * version 2, as in Go's runtime (go: internal/runtime/cgroup). Undefined where there is no such group, or its directory is mounted nowhere.
 */
export function cgroupPlace(
  text: string,
  mounts: readonly Mount[],
  controller: 'cpu' | 'memory',
): CgroupPlace | undefined {
  const lines = text.split('\n').flatMap((line) => {
    // The kernel has no longer path (PATH_MAX), and each of its parts would be read as a group.
    const [, id, controllers, path] = /^(\d+):([^:]*):(\/.{0,4095})$/.exec(line) ?? [];
    return id === undefined || path === undefined
      ? []
      : [{ id, controllers: controllers?.split(',') ?? [], path }];
  });
  const first = lines.find(({ controllers, id }) => id !== '0' && controllers.includes(controller));
  const found = first ?? lines.find(({ id }) => id === '0');
  if (found === undefined) return undefined;
  const mount = mounts.find(
    ({ type, root, options }) =>
      isWithin(root, found.path) &&
      (first === undefined ? type === 'cgroup2' : type === 'cgroup' && options.includes(controller)),
  );
  if (mount === undefined) return undefined;
  const below = mount.root === '/' ? found.path : found.path.slice(mount.root.length);
  const names = below.split('/').filter((name) => name !== '');
  const directories = Array.from({ length: names.length + 1 }, (_, index) =>
    [mount.point, ...names.slice(0, names.length - index)].join('/'),
  );
  return { version: first === undefined ? 2 : 1, directories };
}

/** The processors that a group may use on average, from `cpu.max` of version 2: `50000 100000` is 0.5. Undefined without a limit. */
export function quotaOfMax(text: string): number | undefined {
  const [quota, period] = text.trim().split(/\s+/);
  return quotaOf(quota, period);
}

/** Likewise from `cpu.cfs_quota_us` and `cpu.cfs_period_us` of version 1, where -1 is no limit. */
export function quotaOf(quota: string | undefined, period: string | undefined): number | undefined {
  const [of, per] = [count(quota), count(period)];
  return of === undefined || per === undefined || per === 0 ? undefined : of / per;
}

/** Version 1 writes this for no limit: the largest multiple of a page below 2^63. */
const NO_LIMIT_BYTES = 2 ** 60;

/** The bytes of `memory.max` or `memory.limit_in_bytes`; undefined without a limit. */
export function memoryLimit(text: string): number | undefined {
  const bytes = count(text.trim());
  return bytes === undefined || bytes >= NO_LIMIT_BYTES ? undefined : bytes;
}

/** A figure of a file of `name value` lines, such as cpu.stat; undefined where it is not there. */
export function figureOf(text: string, name: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return count(line?.slice(name.length + 1).trim());
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text.trim()) ? Number(text) : undefined;
}
