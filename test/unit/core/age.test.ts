import { describe, expect, it } from 'vitest';
import { isWithin } from '../../../src/core/age.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

describe('isWithin', () => {
  it.each([
    ['2026-01-01T12:00:00Z', true],
    ['2026-01-01T11:59:00.001Z', true],
    ['2026-01-01T11:59:00Z', false],
    ['2026-01-01T12:00:00.001Z', false],
    ['no time', false],
  ])('a minute, at %s: %s', (at, expected) => {
    expect(isWithin(new Date(at), NOW, 60_000)).toBe(expected);
  });
});
