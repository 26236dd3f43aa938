import { describe, expect, it } from 'vitest';
import { parseGosumdb } from '../../../../src/core/go/gosumdb.ts';
import { codeOf } from '../../../support/code-of.ts';

const KEY = 'sum.golang.org+033de0ae+AAAA';
const parse = (value: string) => parseGosumdb({ value, from: 'the environment' }, KEY);

describe('GOSUMDB', () => {
  it.each<readonly [string, string | undefined]>([
    ['sum.golang.org', undefined],
    ['', undefined],
    [KEY, undefined],
    ['sum.golang.org https://sums.test/db', 'https://sums.test/db'],
    [`${KEY} http://sums.test`, 'http://sums.test/'],
    ['sum.golang.google.cn', 'https://sum.golang.google.cn/'],
  ])('%j is Go’s log', (value, address) => {
    const choice = parse(value);
    expect(choice.kind === 'log' ? choice.address?.href : 'off').toBe(address);
  });

  it('off is off', () => {
    expect(parse(' off ')).toEqual({ kind: 'off' });
  });

  it.each([
    'sum.evil.test',
    'sum.evil.test+033de0ae+AAAA https://sum.evil.test',
    'sum.golang.org+033de0ae+BBBB',
    'sum.golang.org https://a.test https://b.test',
    'sum.golang.org name',
    'sum.golang.google.cn https://a.test',
    'off off',
  ])('%j is refused', async (value) => {
    expect(await codeOf(() => parse(value))).toBe('bad-config');
  });
});
