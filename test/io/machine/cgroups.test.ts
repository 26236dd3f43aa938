import { expect, it } from 'vitest';
import { groupLimits, mountsHere } from '../../../src/io/machine/cgroups.ts';
import { kernelTree, VERSION_1, VERSION_2 } from '../../support/kernel-tree.ts';

/** A process in the group at the top. */
const V2_TOP = {
  '/proc/self/cgroup': '0::/\n',
  '/proc/self/mountinfo': VERSION_2['/proc/self/mountinfo'],
};

it('reads version 1 with its ancestors, of which one is tighter', () => {
  using tree = kernelTree(VERSION_1);
  expect(groupLimits(mountsHere(tree.root), tree.root)).toEqual({
    cpu: { directory: '/sys/fs/cgroup/cpu/outer/box', quota: 0.5 },
    tighter: { directory: '/sys/fs/cgroup/cpu/outer', quota: 0.25 },
    periods: 8,
    throttled: 4,
    memoryBytes: 209_715_200,
    oomKills: 2,
    oomFile: '/sys/fs/cgroup/memory/box/memory.oom_control',
  });
});

it('reads version 2, where an ancestor limits the memory', () => {
  using tree = kernelTree(VERSION_2);
  expect(groupLimits(mountsHere(tree.root), tree.root)).toEqual({
    cpu: { directory: '/sys/fs/cgroup/build.slice/job.service', quota: 2.5 },
    tighter: undefined,
    periods: 100,
    throttled: 41,
    memoryBytes: 1_073_741_824,
    oomKills: 0,
    oomFile: '/sys/fs/cgroup/build.slice/job.service/memory.events',
  });
});

it('names an ancestor with a quota where the group has none', () => {
  const { '/sys/fs/cgroup/build.slice/job.service/cpu.max': _, ...files } = VERSION_2;
  using tree = kernelTree(files);
  const { cpu, tighter } = groupLimits(mountsHere(tree.root), tree.root);
  expect(cpu?.quota).toBeUndefined();
  expect(tighter).toEqual({ directory: '/sys/fs/cgroup/build.slice', quota: 4 });
});

it.each([
  ['another system', {}],
  ['files without sense', { '/proc/self/cgroup': '::\n\u0000', '/proc/self/mountinfo': ' - \n- - -' }],
  ['a group with a NUL in its name', { ...VERSION_2, '/proc/self/cgroup': '0::/a\u0000b\n' }],
  ['a name that no file can have', { ...VERSION_2, '/proc/self/cgroup': `0::/${'a'.repeat(300)}\n` }],
  ['a directory in the place of a figure', { ...V2_TOP, '/sys/fs/cgroup/cpu.max/x': '' }],
])('tells nothing on %s', (_, files) => {
  using tree = kernelTree(files);
  const { cpu, tighter, memoryBytes, oomKills } = groupLimits(mountsHere(tree.root), tree.root);
  expect({ quota: cpu?.quota, tighter, memoryBytes, oomKills }).toEqual({});
});
