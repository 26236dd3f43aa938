import { describe, expect, it } from 'vitest';
import type { Annotated } from '../../../../src/report/annotations/annotated.ts';
import { githubReport } from '../../../../src/report/annotations/github.ts';
import { gitlabReport } from '../../../../src/report/annotations/gitlab.ts';
import { junitReport } from '../../../../src/report/annotations/junit.ts';
import { parsedAnnotation } from '../../../support/annotations.ts';

function finding(more: Partial<Annotated> = {}): Annotated {
  return {
    code: 'goflags-unknown',
    level: 'problem',
    section: 'env',
    text: 'GOFLAGS is bad',
    cure: 'unset GOFLAGS',
    ...more,
  };
}

describe('findings for GitHub', () => {
  it('are commands that its runner reads back, whatever the names hold', () => {
    const at = { file: '/work/a,b:c%0Ad/env', line: 3 };
    const { text, summary } = githubReport([finding({ at, text: '100% bad: ::error::x, y' })], '/work');
    expect(parsedAnnotation(text.trimEnd())).toEqual({
      name: 'error',
      file: 'a,b:c%0Ad/env',
      line: '3',
      title: 'goflags-unknown',
      data: '100% bad: ::error::x, y. Do: unset GOFLAGS',
    });
    expect([text.split('\n').length, summary]).toEqual([2, '']);
  });

  it('begin no second command with a line end in a text', () => {
    const { text } = githubReport([finding({ text: 'a\n::error::b' })], undefined);
    expect(text.match(/^::/gm)).toHaveLength(1);
  });

  it('have three levels, with ten of each; the others are lines, and rows of the summary', () => {
    const many = (['problem', 'advice', 'note'] as const).flatMap((level) =>
      Array.from({ length: 12 }, (_, index) => finding({ level, text: `${level} ${index} <b>|` })),
    );
    const { text, summary } = githubReport(many, undefined);
    for (const name of ['error', 'warning', 'notice'])
      expect(text.match(new RegExp(`^::${name} `, 'gm'))).toHaveLength(10);
    expect(text.match(/^(?:problem|advice|note): /gm)).toHaveLength(6);
    expect(summary.match(/^\| (?:problem|advice|note) \|/gm)).toHaveLength(6);
    expect(summary).not.toMatch(/<b>/);
    expect(summary).toContain('problem 11 &#60;b&#62;&#124;');
  });
});

describe('findings for GitLab', () => {
  it('are a code quality report with a place in the project, and a fingerprint each', () => {
    const at = { file: '/work/p/.vscode/settings.json', line: 2 };
    const text = gitlabReport([finding({ at, level: 'advice' }), finding({ text: 'other' })], '/work/p');
    const issues = JSON.parse(text) as readonly { readonly fingerprint: string }[];
    expect(issues).toMatchObject([
      { severity: 'minor', location: { path: '.vscode/settings.json', lines: { begin: 2 } } },
      { severity: 'major', check_name: 'goflags-unknown', location: { path: '.', lines: { begin: 1 } } },
    ]);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(gitlabReport([], undefined)).toBe('[]\n');
  });
});

describe('findings for JUnit', () => {
  it('fail at the levels that fail the command, and the checks that found nothing pass', () => {
    const all = [finding({ text: '<&">' }), finding({ level: 'advice', at: { file: 'a"b', line: 7 } })];
    const text = junitReport(all, { fine: ['PATH & more'], failing: ['problem'] });
    expect(text).toContain('tests="3" failures="1"');
    expect(text).toContain('<testcase classname="gv doctor" name="PATH &amp; more"/>');
    expect(text).toContain('message="&lt;&amp;&quot;&gt;"');
    expect(text).toContain('file="a&quot;b" line="7"><system-out>advice: ');
    expect(junitReport(all, { fine: [], failing: ['problem', 'advice'] })).toContain(
      'tests="2" failures="2"',
    );
  });

  it('have no character that XML forbids', () => {
    const text = junitReport([finding({ text: 'a\u0000\u001b\ufffeb' })], { fine: [], failing: [] });
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\ufffe/u);
  });
});
