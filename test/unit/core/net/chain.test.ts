import { describe, expect, it } from 'vitest';
import { chainOf, chainTo, unreachableEntries } from '../../../../src/core/net/chain.ts';

const chain = (value: string): readonly string[] =>
  chainOf({ value, from: 'test' }).map(({ shown, separator }) => `${shown}${separator}`);

describe('chainOf', () => {
  it.each([
    ['https://a.example,https://b.example|direct', ['https://a.example,', 'https://b.example|', 'direct']],
    ['a.example|', ['https://a.example']],
    [',,https://a.example/x/ ,|off,direct', ['https://a.example/x,', 'off']],
    ['https://me:s3cret@a.example?token=t,direct', ['https://a.example/?…,', 'direct']],
    ['direct', ['direct']],
  ])('of %s', (value, wanted) => {
    expect(chain(value)).toEqual(wanted);
  });

  it.each(['', ',', 'proxy', '/srv/modules', 'ftp://a.example', 'http://me:pw@a.example'])(
    'refuses %j as the go command does',
    (value) => {
      expect(() => chain(value)).toThrow(/GOPROXY/);
    },
  );
});

it('shows one address without its token', () => {
  expect(chainTo(new URL('https://a.example/x?token=t'))).toMatchObject([
    { shown: 'https://a.example/x?…', separator: '' },
  ]);
});

describe('unreachableEntries', () => {
  it.each([
    ['direct,https://a.example', ['https://a.example/']],
    ['https://a.example|off,https://me:pw@b.example,direct', ['https://b.example/', 'direct']],
    ['https://a.example,direct', []],
  ])('of %s', (value, wanted) => {
    expect(unreachableEntries(value)).toEqual(wanted);
  });
});
