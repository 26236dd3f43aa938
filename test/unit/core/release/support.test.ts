import { describe, expect, it } from 'vitest';
import { newestOfLines, supportFinder } from '../../../../src/core/release/support.ts';
import { versioned } from '../../../support/versions.ts';

const PUBLISHED = versioned('1.29rc1', '1.28.1', '1.28.0', '1.28rc2', '1.27.4', '1.27.3', '1.26.9', '1.20');

describe('the newest of each line', () => {
  it('is a stable release where there is one, else the newest prerelease', () => {
    expect(newestOfLines(PUBLISHED).map(({ label }) => label)).toEqual([
      '1.29rc1',
      '1.28.1',
      '1.27.4',
      '1.26.9',
      '1.20.0',
    ]);
  });
});

describe('the support of a line', () => {
  const supportOf = supportFinder(PUBLISHED);

  it.each([
    ['1.29', 'prerelease'],
    ['1.28', 'supported'],
    ['1.27', 'supported'],
    ['1.26', 'ended'],
    ['1.20', 'ended'],
    ['1.99', 'prerelease'],
  ])('of %s is: %s', (line, state) => {
    expect(supportOf(line)).toBe(state);
  });
});
