import { describe, expect, it } from 'vitest';
import {
  busyWith,
  isMuchFaster,
  isNear,
  isSlow,
  isThrottled,
  shortages,
} from '../../../../src/core/machine/judging.ts';

describe('a slow place', () => {
  it.each([
    ['an ext4 mounted sync', { createPerS: 57, createMs: 14 }, true],
    ['an SSD', { createPerS: 10_000, createMs: 0.08 }, false],
    ['a good place on a busy processor, by its median', { createPerS: 420, createMs: 0.1 }, false],
    ['a place that was not measured', { createPerS: null, createMs: null }, false],
    ['the bound', { createPerS: 500, createMs: 2.1 }, false],
  ])('%s', (_, figures, slow) => {
    expect(isSlow(figures)).toBe(slow);
  });

  it('is five times slower than another one', () => {
    const [slow, other] = [
      { createPerS: 100, createMs: 10 },
      { createPerS: 500, createMs: 2 },
    ];
    expect(isMuchFaster(other, slow)).toBe(true);
    expect(isMuchFaster({ ...other, createMs: 2.1 }, slow)).toBe(false);
    expect(isMuchFaster({ createPerS: null, createMs: null }, slow)).toBe(false);
  });
});

it.each([
  ['20 MB and 40 of 50 inodes', 20_000_000, 40, 50, ['bytes', 'inodes']],
  ['few of many inodes', 9e9, 15_000, 1_000_000, ['inodes']],
  ['a filesystem that counts no inodes', 9e9, undefined, undefined, []],
  ['one that tells nothing', undefined, undefined, undefined, []],
  ['a large one', 9e9, 1_000_000, 2_000_000, []],
])('has too little: %s', (_, freeBytes, freeInodes, inodes, expected) => {
  expect(shortages({ freeBytes, freeInodes, inodes })).toEqual(expected);
});

it('names each respect in which a machine is busy', () => {
  const pressure = { cpu: 98.2, io: 20, memory: 5.1 };
  expect(busyWith({ pressure, stealPercent: 12 })).toEqual([
    'cpu pressure 98 %',
    'memory pressure 5 %',
    'steal 12 %',
  ]);
  expect(busyWith({ pressure: { cpu: null, io: null, memory: null }, stealPercent: null })).toEqual([]);
});

it('counts throttled periods and limits by their share', () => {
  expect(isThrottled(100, 11)).toBe(true);
  expect(isThrottled(100, 10)).toBe(false);
  expect(isThrottled(0, 0)).toBe(false);
  expect(isThrottled(null, 3)).toBe(false);
  expect(isNear({ used: 81, max: 100 })).toBe(true);
  expect(isNear({ used: 80, max: 100 })).toBe(false);
  expect(isNear({ used: null, max: 100 })).toBe(false);
});
