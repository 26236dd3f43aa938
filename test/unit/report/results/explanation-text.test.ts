import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../../src/core/choice/explanation.ts';
import {
  answerText,
  explanationText,
  findingsText,
} from '../../../../src/report/results/explanation-text.ts';

const base = {
  version: '1.24.9',
  path: '/r/versions/1.24.9',
  rule: 'pin',
  file: '/app/.go-version',
  line: 1,
  raised: null,
  index: null,
} as const;

const plain: Explanation = {
  base,
  floor: null,
  gotoolchain: { value: 'auto', from: 'go.env' },
  runs: { version: '1.24.9', path: '/r/versions/1.24.9/bin/go', how: 'base', why: 'nothing asks for more' },
  trace: [],
  warnings: [],
};

const PIPE = { width: undefined };

describe('an explanation in one line', () => {
  it('names what runs and what chose it', () => {
    expect(answerText(plain)).toBe('go here is 1.24.9 (set by /app/.go-version:1)');
  });

  it('tells a raised default', () => {
    const raised = { from: '1.24.9', floor: '1.27', file: '/app/go.mod', line: 3 };
    const global = {
      ...base,
      version: '1.27.3',
      rule: 'global',
      file: '/r/version',
      line: null,
      raised,
    } as const;
    const runs = { ...plain.runs, version: '1.27.3' };
    expect(answerText({ ...plain, base: global, runs })).toBe(
      'go here is 1.27.3 (the global version, set by /r/version, raised from 1.24.9 because of /app/go.mod:3)',
    );
  });

  it('says why the go command hands over, and from what', () => {
    const runs = {
      version: '1.27.3',
      path: '/s/go1.27.3',
      how: 'path',
      why: 'go.mod asks for go1.27.3',
    } as const;
    expect(answerText({ ...plain, runs })).toBe(
      'go here is 1.27.3 (go.mod asks for go1.27.3; base 1.24.9, set by /app/.go-version:1)',
    );
  });

  it('says that nothing runs, and how many warnings there are', () => {
    const runs = { version: null, path: null, how: 'fails', why: 'go 1.24.9 is not installed' } as const;
    const warning = { code: 'goroot-exported', text: 'a', cure: 'b' } as const;
    const text = answerText({ ...plain, base: null, runs, warnings: [warning, warning] });
    expect(text).toBe('go will not run here (go 1.24.9 is not installed), 2 warnings: gv explain');
  });

  it('leaves the host of a foreign index to the long explanation, which has a row for it', () => {
    const foreign = { ...plain, base: { ...base, index: 'mirror.test' } };
    expect(answerText(foreign)).toBe(answerText(plain));
    expect(explanationText(foreign, PIPE)).toMatch(/^index +mirror\.test, which is no official host/m);
    expect(explanationText(plain, PIPE)).not.toContain('index');
  });

  it('breaks the texts of findings to the width of a terminal, and no cure', () => {
    const [text, cure] = ['one two three four five six', 'go env -u GOFLAGS GOPROXY GOSUMDB'] as const;
    const long = { code: 'goroot-exported', text, cure } as const;
    expect(findingsText([long], { width: 24 })).toBe(
      'problem: one two three\n         four five six\n         go env -u GOFLAGS GOPROXY GOSUMDB\n',
    );
  });

  it('shows control characters of paths as text', () => {
    const evil = { ...base, file: '/a\u001b]0;x\u0007' };
    expect(answerText({ ...plain, base: evil })).toContain('/a\\u{1b}]0;x\\u{7}:1');
  });
});
