import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kernelCounters, kernelLimits } from '../../../src/io/machine/kernel-limits.ts';
import { inotifyUse } from '../../../src/io/running/inotify.ts';
import { kernelTree } from '../../support/kernel-tree.ts';

it('reads the limits of a recorded machine', () => {
  using tree = kernelTree({
    '/proc/self/status': 'Name:\tnode\nCpus_allowed:\t0f\nCpus_allowed_list:\t0-3\nMems_allowed_list:\t0\n',
    '/proc/self/limits':
      'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            256                  1000                 files     \n',
    '/proc/meminfo': 'MemTotal: 16 kB\nSwapTotal:        2097148 kB\n',
    '/proc/sys/fs/inotify/max_user_watches': '8192\n',
    '/proc/sys/vm/swappiness': '10\n',
    '/sys/devices/system/cpu/online': '0-63\n',
    '/sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n',
  });
  expect(kernelLimits(tree.root)).toEqual({
    online: 64,
    affinity: 4,
    nofileHard: 1000,
    hasSwap: true,
    maxWatches: 8192,
    maxInstances: undefined,
    swappiness: 10,
    somaxconn: undefined,
    thp: 'madvise',
  });
});

it('reads counters of swap and of stolen time', () => {
  using tree = kernelTree({
    '/proc/vmstat': 'nr_free_pages 1\npswpin 500\npswpout 9\n',
    '/proc/stat': 'cpu  10 1 20 60 5 1 1 2 7 0\ncpu0 1 2 3\n',
  });
  expect(kernelCounters(tree.root)).toMatchObject({ swappedIn: 500, ticks: 100, stolen: 2 });
});

it('tells nothing on another system', () => {
  using tree = kernelTree({});
  expect(kernelLimits(tree.root)).toMatchObject({
    affinity: undefined,
    nofileHard: undefined,
    hasSwap: false,
  });
  expect(kernelCounters(tree.root)).toMatchObject({ swappedIn: undefined, ticks: 0, stolen: 0 });
  expect(inotifyUse(join(tree.root, 'proc'))).toEqual({ instances: 0, watches: 0 });
});

it('counts the watches of this process', () => {
  const directory = mkdtempSync(join(tmpdir(), 'gv-test-'));
  const watcher = watch(directory);
  try {
    expect(inotifyUse('/proc')?.watches).toBeGreaterThan(0);
  } finally {
    watcher.close();
    rmSync(directory, { recursive: true });
  }
});
