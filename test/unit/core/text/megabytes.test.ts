import { expect, it } from 'vitest';
import { megabytes } from '../../../../src/core/text/megabytes.ts';

it('has one digit behind the point, in powers of a thousand', () => {
  expect([0, 419_430_400, 2e9].map(megabytes)).toEqual(['0.0 MB', '419.4 MB', '2000.0 MB']);
});
