import { describe, expect, it } from 'vitest';
import { lineStates } from '../../../../src/core/release/line-state.ts';
import { newestOfLines } from '../../../../src/core/release/support.ts';
import { versioned } from '../../../support/versions.ts';

const PUBLISHED = versioned('1.29rc1', '1.28.1', '1.28.0', '1.28rc2', '1.27.4', '1.27.3', '1.26.9', '1.20');

describe('the state of installed lines', () => {
  const states = (...installed: readonly string[]): readonly unknown[] =>
    lineStates(versioned(...installed), PUBLISHED).map(({ line, newest, support, outdated }) => [
      line,
      newest?.label,
      support,
      outdated,
    ]);

  it.each([
    { installed: ['1.28.1'], state: ['1.28', '1.28.1', 'supported', false] },
    { installed: ['1.27.3'], state: ['1.27', '1.27.4', 'supported', true] },
    { installed: ['1.26.9'], state: ['1.26', '1.26.9', 'ended', false] },
    { installed: ['1.28rc2'], state: ['1.28', '1.28.1', 'supported', true] },
    { installed: ['1.29rc1'], state: ['1.29', '1.29rc1', 'prerelease', false] },
    { installed: ['1.20'], state: ['1.20', '1.20.0', 'ended', false] },
    { installed: ['1.30.0'], state: ['1.30', undefined, 'supported', false] },
    { installed: ['1.28.0', '1.28.1'], state: ['1.28', '1.28.1', 'supported', false] },
  ])('$installed', ({ installed, state }) => {
    expect(states(...installed)).toEqual([state]);
  });

  it('are the same from the newest of each line alone, which is what the cache keeps', () => {
    const installed = versioned('1.28rc2', '1.27.3', '1.26.9', '1.20');
    const reduced = newestOfLines(PUBLISHED).map((version) => ({ version }));
    expect(lineStates(installed, reduced)).toEqual(lineStates(installed, PUBLISHED));
  });
});
