import { expect, it } from 'vitest';
import { goHeedsQuota, gomaxprocs, programHeedsQuota } from '../../../../src/core/machine/gomaxprocs.ts';

const EIGHT = { cpus: 8, quota: 2.5, heedsQuota: true, asked: '' };

it.each([
  ['rounds a quota up', {}, 3],
  ['never takes less than two for a quota', { quota: 0.5 }, 2],
  ['takes one where the affinity says one', { cpus: 1, quota: 0.5 }, 1],
  ['takes the affinity where the quota is larger', { quota: 20 }, 8],
  ['takes the affinity without a quota', { quota: undefined }, 8],
  ['takes the affinity where the program heeds no quota', { heedsQuota: false }, 8],
  ['takes what the variable says', { asked: '5' }, 5],
  ['passes over a variable that is no number above 0', { asked: '0' }, 3],
  ['passes over words', { asked: 'all' }, 3],
])('%s', (_, changes, expected) => {
  expect(gomaxprocs({ ...EIGHT, ...changes })).toBe(expected);
});

it.each([
  ['1.24.9', '', false],
  ['1.25rc1', '', true],
  ['1.27.4', '', true],
  ['1.27.4', 'containermaxprocs=0', false],
  ['1.27.4', 'containermaxprocs=0,http2client=0,containermaxprocs=1', true],
  [undefined, '', undefined],
])('the go command of %s with GODEBUG=%s heeds the quota: %s', (version, godebug, heeds) => {
  expect(goHeedsQuota(version, godebug)).toBe(heeds);
});

it.each([
  ['go 1.22\n', false],
  ['module m\n\ngo 1.25\n', true],
  ['go 1.25.3 // a patch\n', true],
  ['go 1.26rc1\n', true],
  ['module m\n', false],
  ['go 1.22\n\ngodebug containermaxprocs=1\n', true],
  ['go 1.26\ngodebug (\n\tpanicnil=1\n\tcontainermaxprocs=0 // for now\n)\n', false],
  ['go 1.22\ngodebug default=go1.25\n', true],
  ['go 1.26\ngodebug default=go1.21\n', false],
  ['go 1.26\n// godebug containermaxprocs=0\n', true],
])('a program of a module that says %j heeds the quota: %s', (moduleText, heeds) => {
  expect(programHeedsQuota({ version: '1.27.4', moduleText, godebug: '' })).toBe(heeds);
});

it('lets an older toolchain and GODEBUG decide before go.mod', () => {
  const moduleText = 'go 1.25\n';
  expect(programHeedsQuota({ version: '1.24.9', moduleText, godebug: '' })).toBe(false);
  expect(programHeedsQuota({ version: '1.27.4', moduleText, godebug: 'containermaxprocs=0' })).toBe(false);
  expect(programHeedsQuota({ version: undefined, moduleText, godebug: '' })).toBeUndefined();
});
