import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../src/core/choice/finding.ts';
import { sarifReport } from '../../../../src/report/annotations/sarif.ts';
import { sarifProblems } from '../../../support/sarif.ts';

const FINDINGS: readonly Finding[] = [
  {
    code: 'tree-changed',
    text: 'go 1.22.5 is not as released: a "b"\u001b[31m (changed)',
    cure: 'gv install 1.22.5',
    at: { file: '/srv/a b/%ä\n/VERSION' },
  },
  { code: 'line-ended', level: 'advice', text: 'old', cure: 'new', at: { file: '/work/x/VERSION', line: 3 } },
  { code: 'tree-changed', text: 'another', cure: 'c', at: { file: '/work/y:z/VERSION' } },
  { code: 'sumdb-off', level: 'note', text: 'GOSUMDB=off (the environment)', cure: 'unset GOSUMDB' },
];

interface Result {
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
  }[];
  readonly partialFingerprints: object;
}

function resultsOf(json: string): readonly Result[] {
  return (JSON.parse(json) as { readonly runs: readonly [{ readonly results: readonly Result[] }] }).runs[0]
    .results;
}

const AT = { checkout: '/work', fault: undefined };

describe('findings as SARIF', () => {
  it('follow the schema of 2.1.0, whatever the names hold, and none', () => {
    expect(sarifProblems(sarifReport(FINDINGS, AT))).toEqual([]);
    expect(sarifProblems(sarifReport([], { checkout: undefined, fault: undefined }))).toEqual([]);
  });

  it('lie in files, relative to the checkout, with a level each; a variable lies in none', () => {
    const results = resultsOf(sarifReport(FINDINGS, AT));
    const places = results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
    expect(places).toEqual([
      'file:///srv/a%20b/%25%C3%A4%0A/VERSION',
      'x/VERSION',
      'y%3Az/VERSION',
      undefined,
    ]);
    expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'error', 'note']);
  });

  it('have a fingerprint each that stays the same, and no control character', () => {
    const json = sarifReport(FINDINGS, AT);
    expect(new Set(resultsOf(json).map((each) => JSON.stringify(each.partialFingerprints))).size).toBe(4);
    expect(sarifReport(FINDINGS, AT)).toBe(json);
    expect(json).not.toMatch(/\u001b|\\u001b/);
  });
});

it('an audit that could not look is no clean one in SARIF', () => {
  const json = sarifReport([], { checkout: undefined, fault: 'no Go found in /a\u001bb' });
  expect(sarifProblems(json)).toEqual([]);
  expect(json).toContain('"executionSuccessful": false');
  expect(json).toContain('no Go found in /a');
  expect(sarifReport(FINDINGS, AT)).toContain('"executionSuccessful": true');
});

describe('the strict reader of SARIF', () => {
  it.each([
    ['"version": "2.1.0"', '"version": "2.0.0"'],
    ['"level": "error"', '"level": "problem"'],
    ['"ruleIndex": 1', '"ruleIndex": 0'],
    ['"ruleId"', '"rule"'],
    ['file:///srv/a%20b', 'file:///srv/a b'],
  ])('refuses %s as %s', (good, bad) => {
    expect(sarifProblems(sarifReport(FINDINGS, AT).replace(good, bad))).not.toEqual([]);
  });
});
