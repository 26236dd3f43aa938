import { describe, expect, it } from 'vitest';
import { parseQuery, queryText, type Query } from '../../../../src/core/choice/query.ts';
import { GvError } from '../../../../src/errors.ts';

describe('what is no query', () => {
  it.each([
    '',
    ' ',
    'voidint',
    '../1.22',
    '1.22/..',
    '$(id)',
    '1.22;ls',
    '1.22.5.1',
    '1..2',
    '^',
    '>=',
    '1.22 -',
    'x'.repeat(4000),
  ])('%j is refused with a hint', (text) => {
    const attempt = (): Query => parseQuery(text);
    expect(attempt).toThrow(GvError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'bad-query', exit: 2 }));
  });

  it('cuts what it repeats of an endless one', () => {
    expect(() => parseQuery('latest:1.22')).toThrow(
      expect.objectContaining({ hint: '1.22 means the newest release of that line.' }),
    );
    expect(() => parseQuery('prefix:1.x')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('Try 1.22.5') as unknown }),
    );
    expect(() => parseQuery('z'.repeat(10_000))).toThrow(/^.{0,200}$/);
  });
});

describe('words for people', () => {
  it.each(['1.22.5', '1.22', '1', 'oldstable', '^1.21', 'mod', 'system'])('%s reads back', (text) => {
    expect(queryText(parseQuery(text))).toBe(text);
  });
});
