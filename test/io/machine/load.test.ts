import { expect, it } from 'vitest';
import { clockGovernor } from '../../../src/io/machine/load.ts';
import { kernelTree } from '../../support/kernel-tree.ts';

it('tells each governor of the clock once, and none of a guest', () => {
  const policy = (number: number): string =>
    `/sys/devices/system/cpu/cpufreq/policy${number}/scaling_governor`;
  using mixed = kernelTree({
    [policy(0)]: 'powersave\n',
    [policy(1)]: 'performance\n',
    [policy(2)]: 'powersave\n',
  });
  using guest = kernelTree({ '/sys/devices/system/cpu/online': '0-1\n' });
  expect([clockGovernor(mixed.root), clockGovernor(guest.root)]).toEqual([
    'performance, powersave',
    undefined,
  ]);
});
