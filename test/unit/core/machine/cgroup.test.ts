import { expect, it } from 'vitest';
import {
  cgroupPlace,
  figureOf,
  memoryLimit,
  quotaOf,
  quotaOfMax,
} from '../../../../src/core/machine/cgroup.ts';
import { parseMounts } from '../../../../src/core/machine/mounts.ts';

const HYBRID = `4:memory:/process_api/e8
1:cpu,cpuacct:/build/job
0::/
`;
const HYBRID_MOUNTS = parseMounts(`30 22 0:27 / /sys/fs/cgroup rw - tmpfs tmpfs rw
31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
34 30 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
40 30 0:37 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
`);

it('takes a hierarchy of version 1 that has the controller, and every ancestor', () => {
  expect(cgroupPlace(HYBRID, HYBRID_MOUNTS, 'cpu')).toEqual({
    version: 1,
    directories: [
      '/sys/fs/cgroup/cpu,cpuacct/build/job',
      '/sys/fs/cgroup/cpu,cpuacct/build',
      '/sys/fs/cgroup/cpu,cpuacct',
    ],
  });
});

it('takes version 2 where no hierarchy of version 1 has the controller', () => {
  const mounts = parseMounts('29 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n');
  const text = '0::/user.slice/user-1000.slice/session-2.scope\n';
  expect(cgroupPlace(text, mounts, 'memory')).toEqual({
    version: 2,
    directories: [
      '/sys/fs/cgroup/user.slice/user-1000.slice/session-2.scope',
      '/sys/fs/cgroup/user.slice/user-1000.slice',
      '/sys/fs/cgroup/user.slice',
      '/sys/fs/cgroup',
    ],
  });
});

it('counts from the group of a container, which is the root of its mount', () => {
  const mounts = parseMounts('9 8 0:2 /docker/1f /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu\n');
  expect(cgroupPlace('3:cpu:/docker/1f/in', mounts, 'cpu')?.directories).toEqual([
    '/sys/fs/cgroup/cpu/in',
    '/sys/fs/cgroup/cpu',
  ]);
  expect(cgroupPlace('3:cpu:/docker/1fx', mounts, 'cpu')).toBeUndefined();
});

it.each(['', 'x', '3:cpu', '0::relative'])('finds no group in %j', (text) => {
  expect(cgroupPlace(text, HYBRID_MOUNTS, 'cpu')).toBeUndefined();
});

it('finds no group behind a longer path than the kernel has', () => {
  expect(cgroupPlace(`0::/${'a/'.repeat(3_000)}`, HYBRID_MOUNTS, 'cpu')).toBeUndefined();
});

it.each([
  ['50000 100000\n', 0.5],
  ['max 100000\n', undefined],
  ['250000 100000', 2.5],
  ['1 0', undefined],
  ['', undefined],
])('reads the quota of cpu.max %j', (text, quota) => {
  expect(quotaOfMax(text)).toBe(quota);
});

it('reads the quota of version 1', () => {
  expect(quotaOf('150000\n', '100000\n')).toBe(1.5);
  expect(quotaOf('-1\n', '100000\n')).toBeUndefined();
});

it('reads limits and counters', () => {
  expect(memoryLimit('209715200\n')).toBe(209_715_200);
  expect(memoryLimit('9223372036854771712\n')).toBeUndefined();
  expect(memoryLimit('max\n')).toBeUndefined();
  const stat = 'nr_periods 8\nnr_throttled 4\nthrottled_time 73578033\n';
  expect(figureOf(stat, 'nr_throttled')).toBe(4);
  expect(figureOf(stat, 'nr_bursts')).toBeUndefined();
  expect(figureOf('oom_kill_disable 0\nunder_oom 0\noom_kill 2\n', 'oom_kill')).toBe(2);
});
