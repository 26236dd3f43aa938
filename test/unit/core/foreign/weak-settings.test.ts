import { expect, it } from 'vitest';
import { weakness, WEAKENING } from '../../../../src/core/foreign/weak-settings.ts';

it.each([
  ['GOSUMDB', 'off', 'sumdb-off advice'],
  ['GOSUMDB', 'sum.golang.org', undefined],
  ['GOSUMDB', 'sum.golang.org https://sum.example.org', undefined],
  ['GOSUMDB', 'sum.golang.google.cn', undefined],
  ['GOSUMDB', 'sum.example.org+1234abcd+AAAA https://sum.example.org', 'sumdb-off advice'],
  ['GOFLAGS', '-mod=mod -insecure', 'insecure-set advice'],
  ['GOFLAGS', '--insecure=true', 'insecure-set advice'],
  ['GOFLAGS', '-insecure=false -tags=-insecurex', undefined],
  ['GONOSUMDB', '*', 'sumdb-off advice'],
  ['GONOSUMDB', 'example.org/*,github.com', 'sumdb-off advice'],
  ['GONOSUMDB', 'git.example.org', 'sumdb-off note'],
  ['GOPRIVATE', '*', 'sumdb-off advice'],
  ['GOPRIVATE', 'github.com/own', undefined],
  ['GOINSECURE', 'git.example.org', 'insecure-set advice'],
] as const)('%s=%s: %s', (name, value, found) => {
  const weak = weakness(name, value);
  expect(weak === undefined ? undefined : `${weak.code} ${weak.level}`).toBe(found);
});

it('says nothing of a setting that is not set', () => {
  expect(WEAKENING.flatMap((name) => weakness(name, '') ?? [])).toEqual([]);
});
