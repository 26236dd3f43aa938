import { describe, expect, it } from 'vitest';
import { EXIT_OF } from '../../src/errors.ts';
import { testFiles } from '../support/source-files.ts';

const COMMENT = /^\s*(?:\/\/|\/?\*).*$/gm;

/**
 * Whether a test text, without its comments, asserts an error code: as a literal in a statement that expects some `code`, or as a literal in a table
 * whose test does. Making an error with the code, or naming it in a title, is no assertion.
 */
function asserts(bare: string, code: string): boolean {
  if (!bare.includes(code)) return false;
  return [...bare.matchAll(new RegExp(`(['"])(?:\\d+ )?${code}\\1`, 'g'))].some(({ index }) => {
    if (/Error\(\s*$/.test(bare.slice(0, index))) return false;
    const start = bare.lastIndexOf(';', index) + 1;
    const before = bare.slice(start, index);
    const isInTable = /\.each(?:<.*>)?\(/s.test(before) || /= [[{]\s/.test(before);
    const end = bare.indexOf(isInTable ? '\n});' : ';', index);
    const statement = bare.slice(start, end < 0 ? undefined : end);
    return /\bexpect\b/.test(statement) && /code/i.test(statement.replace(/\bit(?:\.each)?\('[^']*'/g, ''));
  });
}

describe('every error code', () => {
  const texts = testFiles()
    .filter(({ path }) => path !== 'test/unit/error-codes.test.ts')
    .map(({ text }) => text.replaceAll(COMMENT, ''));

  it.each(Object.keys(EXIT_OF))('%s is asserted by a test', (code) => {
    expect(texts.some((text) => asserts(text, code))).toBe(true);
  });
});

describe('an assertion of a code', () => {
  it.each([
    "expect(failure.code).toBe('disk');",
    "expect(await codeOf(() => work())).toBe('disk');",
    "expect(work).toThrow(expect.objectContaining({ code: 'disk', exit: 6 }));",
    "expect(ran.json).toMatchObject({ error: { code: 'disk' } });",
    `expect(ran.stderr).toContain('"code":"disk"');`,
    "expect(await codeOf(box.gv([]))).toBe('6 disk');",
    "it.each([['full', 'disk']])('%s', async (_, code) => {\n  const it = 1;\n  expect(await codeOf(it)).toBe(code);\n});\n",
  ])('is %j', (text) => {
    expect(asserts(text, 'disk')).toBe(true);
  });

  it.each([
    "// 'disk' is the code that one would expect;",
    "throw new GvError('disk', 'full');\nexpect(failure.code).toBe('usage');",
    "expect(place).toBe('disk');",
    "const code = 'disk';\nrun(code);",
    "expect(failure.code).toBe('disk-full');",
  ])('is not %j', (text) => {
    expect(asserts(text.replaceAll(COMMENT, ''), 'disk')).toBe(false);
  });
});
