import { expect, it } from 'vitest';
import { dayOf } from '../../../../src/core/text/day.ts';

it.each<readonly [string, Date | string, string]>([
  ['a time in UTC', new Date('2026-11-21T23:59:59.999Z'), '2026-11-21'],
  ['a time elsewhere, by its day in UTC', new Date('2026-11-22T00:30:00+01:00'), '2026-11-21'],
  ['an ISO text', '2026-01-02T03:04:05Z', '2026-01-02'],
  ['a day', '2026-01-02', '2026-01-02'],
])('the day of %s', (_, time, day) => {
  expect(dayOf(time)).toBe(day);
});

it('of no time is an error, not a day', () => {
  expect(() => dayOf(new Date(Number.NaN))).toThrow(RangeError);
});
