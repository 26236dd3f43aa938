import { expect, it } from 'vitest';
import { tenths } from '../../../../src/core/net/tenths.ts';

it('a time has one decimal', () => {
  expect([0.04, 0.05, 12.345, 2000].map(tenths)).toEqual([0, 0.1, 12.3, 2000]);
});
