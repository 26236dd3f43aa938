import { expect, it } from 'vitest';
import { timesText, type TimedFile } from '../../scripts/suite-times.ts';

function file(name: string, tests: number, duration: number): TimedFile {
  return {
    project: { name },
    children: { allTests: () => Array.from({ length: tests }) },
    diagnostic: () => ({ collectDuration: 100, setupDuration: 20, prepareDuration: 3, duration }),
  };
}

it('a run ends with the seconds of each suite, its tests and its files', () => {
  const text = timesText([file('unit', 3, 1_377), file('io', 2, 61_000), file('unit', 4, 0)]);
  expect(text).toBe('\nunit          1.6 s  7 tests in 2 files\nio           61.1 s  2 tests in 1 files\n');
});
