import { describe, expect, it } from 'vitest';
import { testFiles } from '../support/source-files.ts';

interface Rule {
  readonly name: string;
  readonly forbidden: RegExp;
  /** What the rule finds. */
  readonly sample: string;
  /** Files that may do so, for the reason beside them. */
  readonly except?: readonly string[];
}

const RULES: readonly Rule[] = [
  {
    name: 'say what comes, not that something comes',
    forbidden: /\.toBe(?:Defined|Truthy|Falsy)\(/,
    sample: 'expect(await info()).toBeDefined();',
  },
  {
    name: 'mock nothing',
    forbidden: /\bvi\.(?:mock|doMock|spyOn|stubGlobal|useFakeTimers)\(/,
    sample: "vi.mock('../../src/io/http/http.ts');",
  },
  {
    name: 'measure no time: a busy machine is slow',
    forbidden: /\bexpect\([^;]*\b(?:performance|Date)\.now\(\)[^;]*\)\.toBe(?:Less|Greater)/,
    sample: 'expect(performance.now() - started).toBeLessThan(500);',
    // A prompt that hangs on a pin shall not pass: to become a count of CPU time, as in bad-pins.test.ts.
    except: ['test/shell/hook-bad-input.test.ts'],
  },
  {
    name: 'name no bound of their own for a poll: vitest.config.ts has one for each suite',
    forbidden: /\.poll\([^;]*\btimeout:/,
    sample: 'await expect.poll(() => n, { timeout: 1_000 }).toBe(2);',
  },
  {
    name: 'wait for what happens, not for a time',
    forbidden: /from 'node:timers\/promises'|new Promise\([^;]*\bsetTimeout\(/,
    sample: 'await new Promise((resolve) => setTimeout(resolve, 100));',
    except: [
      // Two look again until a deadline; the others are servers: one drips its bytes, one answers late.
      'test/support/terminal.ts',
      'test/support/daemon.ts',
      'test/support/release-answer.ts',
      'test/support/module-proxy.ts',
    ],
  },
];

describe('tests', () => {
  it.each(RULES)('$name', ({ forbidden, except = [] }) => {
    const files = testFiles().filter(
      ({ path, text }) => forbidden.test(text) && path !== 'test/unit/test-rules.test.ts',
    );
    expect(files.map(({ path }) => path)).toEqual(except.toSorted());
  });

  it.each(RULES)('are caught where they do not: $name', ({ forbidden, sample }) => {
    expect(forbidden.test(sample)).toBe(true);
  });
});
