import { expect, it } from 'vitest';
import type { CellStatus } from '../../../../src/core/events.ts';
import { failureExit, matrixExit } from '../../../../src/core/matrix/cell.ts';

const cell = (status: CellStatus, exit: number | null = null) => ({
  version: '1.26.11',
  status,
  exit,
  signal: null,
  ms: 1,
  bytes: 0,
  leftOut: 0,
  log: null,
  stalls: 0,
});

it.each([
  ['all are ok', [cell('ok', 0), cell('ok', 0)], 0],
  ['one is not possible', [cell('ok', 0), cell('not-possible')], 0],
  ['one failed', [cell('ok', 0), cell('failed', 2)], 1],
  ['one was killed', [cell('failed')], 1],
  ['none could run', [cell('not-possible'), cell('not-possible')], 1],
  ['none found the command', [cell('failed', 127), cell('failed', 127), cell('not-possible')], 127],
  ['some found the command and failed', [cell('failed', 127), cell('failed', 1)], 1],
])('ends, where %s, with the exit code %j', (_, cells, exit) => {
  expect(matrixExit(cells)).toBe(exit);
});

it.each([
  [[127, 127], 127],
  [[127, 1], 1],
  [[null], 1],
])('gives commands that ended with %j one exit code', (exits, exit) => {
  expect(failureExit(exits)).toBe(exit);
});
