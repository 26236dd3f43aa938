import { expect, it } from 'vitest';
import { cpusIn } from '../../../../src/core/machine/cpu-list.ts';

it.each([
  ['0-1\n', 2],
  ['0', 1],
  ['0-3,8,12-13', 7],
  ['', undefined],
  ['all', undefined],
])('counts the processors of %j', (list, count) => {
  expect(cpusIn(list)).toBe(count);
});
