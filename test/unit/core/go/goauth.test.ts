import { describe, expect, it } from 'vitest';
import { parseGoauth } from '../../../../src/core/go/goauth.ts';
import { codeOf } from '../../../support/code-of.ts';

const parse = (value: string) => parseGoauth({ value, from: 'the environment' });

describe('GOAUTH', () => {
  it('names netrc, nothing, or commands with quoted words', () => {
    expect(parse('netrc')).toEqual([{ kind: 'netrc' }]);
    expect(parse(' off ')).toEqual([]);
    expect(parse(`say "a b" 'c "d"' e; netrc;git /src`)).toEqual([
      { kind: 'command', words: ['say', 'a b', 'c "d"', 'e'] },
      { kind: 'netrc' },
      { kind: 'git', directory: '/src' },
    ]);
  });

  it.each(['', ';', 'netrc;', 'say "a', 'off;netrc', 'git', 'git src', 'git /a /b'])(
    'refuses %j',
    async (value) => {
      expect(await codeOf(() => parse(value))).toBe('bad-config');
    },
  );
});
