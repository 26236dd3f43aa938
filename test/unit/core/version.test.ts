import { describe, expect, it } from 'vitest';
import {
  compareLines,
  compareText,
  compareVersions,
  isPrerelease,
  lineOf,
  parseVersion,
} from '../../../src/core/version.ts';
import { version } from '../../support/versions.ts';

/** The cases of upstream's own table (internal/gover/gover_test.go, TestCompare). */
const UPSTREAM: readonly (readonly [string, string, number])[] = [
  ['', '', 0],
  ['x', 'x', 0],
  ['', 'x', 0],
  ['1', '1.1', -1],
  ['1.5', '1.6', -1],
  ['1.5', '1.10', -1],
  ['1.6', '1.6.1', -1],
  ['1.19', '1.19.0', 0],
  ['1.19rc1', '1.19', -1],
  ['1.20', '1.20.0', 0],
  ['1.20rc1', '1.20', -1],
  ['1.21', '1.21.0', -1],
  ['1.21', '1.21rc1', -1],
  ['1.21rc1', '1.21.0', -1],
  ['1.6', '1.19', -1],
  ['1.19', '1.19.1', -1],
  ['1.19rc1', '1.19.1', -1],
  ['1.19rc1', '1.19rc2', -1],
  ['1.19.0', '1.19.1', -1],
  ['1.19rc1', '1.19.0', -1],
  ['1.19alpha3', '1.19beta2', -1],
  ['1.19beta2', '1.19rc1', -1],
  ['1.1', '1.99999999999999998', -1],
  ['1.99999999999999998', '1.99999999999999999', -1],
];

describe('order of version texts', () => {
  it.each(UPSTREAM)('%j against %j is %i, and the reverse', (a, b, expected) => {
    expect(compareText(a, b)).toBe(expected);
    expect(compareText(b, a)).toBe(expected === 0 ? 0 : -expected);
  });

  it('puts what is no version below what is one', () => {
    expect(compareText('1.2.3rc1', '1.0')).toBe(-1);
    expect(compareText('01.2', '1.0')).toBe(-1);
  });
});

describe('release names', () => {
  it.each([
    ['1.22.5', '1.22.5', '1.22.5'],
    ['1.21.0', '1.21.0', '1.21.0'],
    ['1.20', '1.20', '1.20.0'],
    ['1.20.0', '1.20', '1.20.0'],
    ['1.27rc2', '1.27rc2', '1.27rc2'],
    ['1.5beta1', '1.5beta1', '1.5beta1'],
    ['1.9.2rc2', '1.9.2rc2', '1.9.2rc2'],
  ])('%s has the name %s and the label %s', (text, name, label) => {
    expect(parseVersion(text)).toMatchObject({ name, label });
  });

  it.each([
    '',
    '1',
    '1.22',
    'go1.22.5',
    '1.22.05',
    '1.22.5.1',
    '1.22rc',
    '1.22.x',
    '../1.22.5',
    '1.22.5\n',
    '1.21.3rc1',
  ])('%j names no release', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it('knows lines and prereleases', () => {
    expect(lineOf(version('1.20'))).toBe('1.20');
    expect(lineOf(version('1.27rc2'))).toBe('1.27');
    expect(isPrerelease(version('1.27rc2'))).toBe(true);
    expect(isPrerelease(version('1.9.2rc2'))).toBe(true);
    expect(isPrerelease(version('1.27.0'))).toBe(false);
  });
});

describe('order of releases', () => {
  it('sorts prereleases before their release and numbers as numbers', () => {
    const sorted = ['1.9', '1.9.1', '1.9.2rc2', '1.9.2', '1.10', '1.21rc2', '1.21.0', '1.21.10', '1.22rc1'];
    const shuffled = sorted.toReversed().map(version);
    expect(shuffled.sort(compareVersions).map(({ name }) => name)).toEqual(sorted);
  });

  it('sorts lines as numbers', () => {
    expect(['1.9', '1.10', '1.2'].sort(compareLines)).toEqual(['1.2', '1.9', '1.10']);
  });
});
