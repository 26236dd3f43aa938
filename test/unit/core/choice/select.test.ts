import { describe, expect, it } from 'vitest';
import { parseQuery, type Query } from '../../../../src/core/choice/query.ts';
import {
  isMeant,
  linesOf,
  nearest,
  newestFirst,
  select,
  supportedLines,
  type ReleaseQuery,
} from '../../../../src/core/choice/select.ts';
import { versioned } from '../../../support/versions.ts';

const LIST = versioned(
  '1.4.3',
  '1.11',
  '1.11.13',
  '1.15.15',
  '1.16',
  '1.16.15',
  '1.17.13',
  '1.18',
  '1.18.2',
  '1.18.10',
  '1.19',
  '1.19.13',
  '1.20',
  '1.20.7',
  '1.20.11',
  '1.21rc2',
  '1.21.0',
  '1.21.3',
  '1.21.4',
  '1.22rc1',
);

function answer(text: string): string | undefined {
  return select(releaseQuery(parseQuery(text)), LIST)?.version.label;
}

function releaseQuery(query: Query): ReleaseQuery {
  if (query.kind === 'mod' || query.kind === 'system') throw new TypeError(query.kind);
  return query;
}

describe('queries against a list that ends at 1.21.4 and 1.22rc1', () => {
  it.each([
    ['1.20.x', '1.20.11'],
    ['1.20.*', '1.20.11'],
    ['~1.18.2', '1.18.10'],
    ['~1.18', '1.18.10'],
    ['^1', '1.21.4'],
    ['^1.19', '1.21.4'],
    ['<1.18', '1.17.13'],
    ['<=1.18', '1.18.10'],
    ['>1.18 <1.20', '1.19.13'],
    ['>=1.19 <1.21', '1.20.11'],
    ['>= 1.19, < 1.21', '1.20.11'],
    ['>1.21.3', '1.21.4'],
    ['1.16 - 1.20.7', '1.20.7'],
    ['1.16 - 1.20', '1.20.11'],
    ['=1.18.2', '1.18.2'],
    ['1.x', '1.21.4'],
    ['*', '1.21.4'],
    ['>=1.22rc1', undefined],
    ['<1.4', undefined],
    ['>2', undefined],
    ['>=1.21 <1.20', undefined],
  ])('range %s means %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });

  it.each([
    ['1.19', '1.19.13'],
    ['1.11', '1.11.13'],
    ['1.20', '1.20.11'],
    ['1.20.0', '1.20.0'],
    ['1.21.0', '1.21.0'],
    ['1.18@latest', '1.18.10'],
    ['go@1.18', '1.18.10'],
    ['golang@1.18@latest', '1.18.10'],
    ['go@latest', '1.21.4'],
    ['go1.18', '1.18.10'],
    ['v1.18.2', '1.18.2'],
    ['go1.21rc2', '1.21rc2'],
    ['1', '1.21.4'],
    ['2', undefined],
    ['latest', '1.21.4'],
    ['stable', '1.21.4'],
    ['oldstable', '1.20.11'],
    ['1.22', undefined],
    ['1.22rc1', '1.22rc1'],
    ['1.99.9', undefined],
  ])('%s means %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });
});

describe('what a query leaves to say', () => {
  it('names the nearest releases', () => {
    const near = (text: string): readonly string[] =>
      nearest(releaseQuery(parseQuery(text)), LIST).map(({ version }) => version.label);
    expect(near('1.18.99')).toEqual(['1.19.0', '1.18.10', '1.18.2']);
    expect(near('1.99.9')).toEqual(['1.21.4', '1.21.3', '1.21.0']);
    expect(near('1.22')).toEqual(['1.22rc1']);
    expect(near('21')).toEqual(['1.21.4', '1.21.3', '1.21.0']);
    expect(near('18')).toEqual(['1.18.10', '1.18.2', '1.18.0']);
    expect(near('1.182')).toEqual(['1.18.2']);
    expect(near('1.118.10')).toEqual(['1.18.10']);
    expect(near('20')).toEqual(['1.20.11', '1.20.7', '1.20.0']);
    expect(near('99')).toEqual(['1.21.4', '1.21.3', '1.21.0']);
    expect(near('1.999')).toEqual(['1.21.4', '1.21.3', '1.21.0']);
  });

  it('knows the two supported lines, whatever prereleases exist', () => {
    expect(supportedLines(LIST)).toEqual(['1.21', '1.20']);
  });
});

describe('a query as a filter', () => {
  it.each([
    ['1.21', ['1.21.4', '1.21.3', '1.21.0', '1.21rc2']],
    ['1.22', ['1.22rc1']],
    ['1.20.7', ['1.20.7']],
    ['>=1.20.11', ['1.21.4', '1.21.3', '1.21.0', '1.20.11']],
    ['oldstable', ['1.20.11']],
    ['latest', ['1.21.4']],
    ['2', []],
    ['mod', []],
    ['system', []],
  ])('%s lets through %j', (text, through) => {
    const meant = newestFirst(LIST).filter(({ version }) => isMeant(parseQuery(text), version, LIST));
    expect(meant.map(({ version }) => version.label)).toEqual(through);
  });

  it('of a major takes every line of it', () => {
    expect(LIST.filter(({ version }) => isMeant(parseQuery('1'), version, LIST))).toHaveLength(LIST.length);
    expect(linesOf(LIST).slice(0, 3)).toEqual(['1.22', '1.21', '1.20']);
  });
});
