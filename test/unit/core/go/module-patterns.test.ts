import { describe, expect, it } from 'vitest';
import { matchesPrefixPatterns } from '../../../../src/core/go/module-patterns.ts';

describe('GONOPROXY patterns', () => {
  it.each([
    'golang.org/toolchain',
    'golang.org',
    'golang.org/',
    '*',
    '*/*',
    '*.org',
    '*.org/tool*',
    'golang.???',
    'golan[f-h].org',
    'golan[^a-f].org',
    'golang[.]org',
    'gol\\ang.org',
    'my-corp.test,,golang.org',
    'g**g.org',
    '[z-ag]olang.org',
    '[\\g]olang.org',
  ])('%s matches golang.org/toolchain', (patterns) => {
    expect(matchesPrefixPatterns(patterns, 'golang.org/toolchain')).toBe(true);
  });

  it.each([
    '',
    ',',
    'golang.org/toolchain/x',
    'golang',
    'golang.org/tool',
    'my-corp.test',
    'olang.org',
    '*/*/*',
    'golang?org/x',
    'golang[!-,]org',
    'golan[].org',
    'golan[a-].org',
    'golan[-g].org',
    'golan[g.org',
    'golang.org\\',
    'GOLANG.ORG',
    '(golang|x).org',
    '.*',
  ])('%s does not', (patterns) => {
    expect(matchesPrefixPatterns(patterns, 'golang.org/toolchain')).toBe(false);
  });

  // Steps that double with each star would not end before the suite's time-out.
  it('comes to an end with a pattern made to take long', () => {
    expect(matchesPrefixPatterns(`${'*g'.repeat(500)}x`, 'golang.org/toolchain')).toBe(false);
  });
});
