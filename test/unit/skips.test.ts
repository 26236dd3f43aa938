import { describe, expect, it } from 'vitest';
import { testFiles } from '../support/source-files.ts';

/** What says why before a test is skipped; a run in CI fails in the first two (test/support/shells.ts). */
const TELLS = /\b(?:isPresent|whereIs|lacking)\(/;
/** One of several shells, of which the title names the present one: nothing is missing. */
const IS_OTHER_SHELL = /^name [!=]== '[\w ]+'$/;

/** The conditions under which a test file skips. */
function conditionsOf(text: string): readonly string[] {
  return [...text.matchAll(/\.(?:skipIf|runIf)\(/g)].map((match) => {
    const start = match.index + match[0].length;
    let [depth, end] = [1, start];
    for (; depth > 0 && end < text.length; end += 1)
      depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    return text.slice(start, end - 1);
  });
}

/** Whether a condition asks one of the helpers, itself or by way of constants of its file. */
function tells(condition: string, text: string, depth = 0): boolean {
  if (TELLS.test(condition) || IS_OTHER_SHELL.test(condition)) return true;
  const names = condition.match(/\b[a-zA-Z]\w*\b/g) ?? [];
  return names.some((name) => {
    const [, value] = new RegExp(`\\bconst ${name} =([^;]*);`).exec(text) ?? [];
    return depth < 3 && value !== undefined && tells(value, text, depth + 1);
  });
}

function silentSkips(text: string): readonly string[] {
  return conditionsOf(text).filter((condition) => !tells(condition, text));
}

describe('a skipped test', () => {
  it('says why', () => {
    const silent = testFiles()
      .filter(({ path }) => path !== 'test/unit/skips.test.ts')
      .flatMap(({ path, text }) => silentSkips(text).map((condition) => `${path}: ${condition}`));
    expect(silent).toEqual([]);
  });

  it('is skipped under a condition or with what is missing; unless.ts alone skips outright, with the reason in the title', () => {
    const outright = /\b(?:it|test|describe)\.(?:skip|todo)\(|\bcontext\.skip\((?!\w+\.missing\))/;
    const files = testFiles().filter(({ path, text }) => outright.test(text) && !path.includes('skips'));
    expect(files.map(({ path }) => path)).toEqual(['test/support/unless.ts']);
  });
});

describe('the reader of conditions', () => {
  it.each([
    ["it.skipIf(process.getuid?.() !== 0)('x', work)", ['process.getuid?.() !== 0']],
    ["const here = process.platform;\ndescribe.runIf(here === 'linux')('x', work)", ["here === 'linux'"]],
    ["it.skipIf(!isPresent('tmux'))('x', work)", []],
    ["const fish = whereIs('fish');\nconst no = fish === undefined;\nit.skipIf(no)('x', work)", []],
    ["it.runIf(name === 'zsh')('x', work)", []],
  ])('finds in %j what says nothing', (text, silent) => {
    expect(silentSkips(text)).toEqual(silent);
  });
});
