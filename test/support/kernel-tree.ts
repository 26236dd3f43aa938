import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A recorded tree of /proc and /sys, which the end of the block removes. */
export interface KernelTree extends Disposable {
  readonly root: string;
}

/** Writes files at their paths below a directory of its own. */
export function kernelTree(files: Readonly<Record<string, string>>): KernelTree {
  const root = mkdtempSync(join(tmpdir(), 'gv-test-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** A group of version 1 below a tighter one, with a hybrid hierarchy: 0.5 processors in one of 0.25, 200 MB, two processes killed. */
export const VERSION_1 = {
  '/proc/self/cgroup': '4:memory:/box\n1:cpu:/outer/box\n0::/\n',
  '/proc/self/mountinfo': `31 30 0:28 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
34 30 0:31 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
40 30 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`,
  '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n',
  '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
  '/sys/fs/cgroup/cpu/outer/cpu.cfs_quota_us': '25000\n',
  '/sys/fs/cgroup/cpu/outer/cpu.cfs_period_us': '100000\n',
  '/sys/fs/cgroup/cpu/outer/box/cpu.cfs_quota_us': '50000\n',
  '/sys/fs/cgroup/cpu/outer/box/cpu.cfs_period_us': '100000\n',
  '/sys/fs/cgroup/cpu/outer/box/cpu.stat': 'nr_periods 8\nnr_throttled 4\nthrottled_time 73578033\n',
  '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
  '/sys/fs/cgroup/memory/box/memory.limit_in_bytes': '209715200\n',
  '/sys/fs/cgroup/memory/box/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
} as const;

/** A service of version 2: 2.5 processors of its own, 4 in its slice, 1 GB in the slice. */
export const VERSION_2 = {
  '/proc/self/cgroup': '0::/build.slice/job.service\n',
  '/proc/self/mountinfo': '29 22 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n',
  '/sys/fs/cgroup/build.slice/cpu.max': '400000 100000\n',
  '/sys/fs/cgroup/build.slice/memory.max': '1073741824\n',
  '/sys/fs/cgroup/build.slice/job.service/cpu.max': '250000 100000\n',
  '/sys/fs/cgroup/build.slice/job.service/cpu.stat':
    'usage_usec 99\nuser_usec 50\nsystem_usec 49\nnr_periods 100\nnr_throttled 41\nthrottled_usec 9\n',
  '/sys/fs/cgroup/build.slice/job.service/memory.max': 'max\n',
  '/sys/fs/cgroup/build.slice/job.service/memory.events': 'low 0\nhigh 0\nmax 3\noom 1\noom_kill 0\n',
} as const;
