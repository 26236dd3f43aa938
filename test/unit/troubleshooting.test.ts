import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { troubleshootingPage } from '../../scripts/troubleshooting.ts';
import { ERROR_GROUPS } from '../../scripts/troubleshooting/error-entries.ts';
import { FINDING_GROUPS, FINDINGS_THAT_ARE_ERRORS } from '../../scripts/troubleshooting/finding-entries.ts';
import { EXITS } from '../../src/commands/help/topics.ts';
import { EXIT_OF } from '../../src/errors.ts';
import { sourceFiles } from '../support/source-files.ts';

const PAGE = readFileSync(inCheckout('docs', 'troubleshooting.md'), 'utf8');

const ERRORS = ERROR_GROUPS.flatMap(({ entries }) => Object.entries(entries));
const FINDINGS = FINDING_GROUPS.flatMap(({ entries }) => Object.entries(entries));

/** The places in a source where a finding gets its code: a property `code`, or an argument of complaint or asComplaint. */
const FINDING_CODE =
  /\bcode: ([^,\n]*'[^,\n]*)|\bcomplaint\(\s*('[a-z-]+')|\basComplaint\(\s*\w+,\s*('[a-z-]+')/g;
const LITERAL = /'([a-z][a-z0-9]*(?:-[a-z]+)*)'/g;

/** Every code of a finding that TypeScript spells. A condition inside such a line compares, and is no code: `=== 'x'`. */
function spelledFindings(text: string): readonly string[] {
  return [...text.matchAll(FINDING_CODE)].flatMap((match) => {
    const where = (match[1] ?? match[2] ?? match[3] ?? '').replaceAll(/[!=]==? '[^']*'/g, '');
    return [...where.matchAll(LITERAL)].map((literal) => literal[1] ?? '');
  });
}

/** The codes that the resolver says when no toolchain answers; `gv doctor` hands them on. */
function resolverCodes(): readonly string[] {
  const folder = inCheckout('shims', 'posix');
  return readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/\b__gv_code=([a-z]+(?:-[a-z]+)*)/g)].map(
      (match) => match[1] ?? '',
    ),
  );
}

function sortedSet(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

describe('the reader of finding codes', () => {
  it('sees properties, conditions, and the two functions, and no comparison', () => {
    const text = [
      "return [{ code: 'a-b', text, cure: 'no-code' }];",
      "  code: x === 'not-this' ? 'c' : 'd',",
      "complaint('e', 'text', 'cure')",
      "complaint(\n        'f', 'text', 'cure')",
      "asComplaint(error, 'g')",
      "if (error.code === 'not-this-either')",
    ].join('\n');
    expect(spelledFindings(text)).toEqual(['a-b', 'c', 'd', 'e', 'f', 'g']);
  });
});

describe('docs/troubleshooting.md', () => {
  it('is the page that the entries make: else run npm run troubleshooting', () => {
    expect(PAGE).toBe(troubleshootingPage());
  });

  it('has an entry for every error code, and for no other', () => {
    expect(ERRORS.map(([code]) => code).toSorted()).toEqual(Object.keys(EXIT_OF).toSorted());
  });

  it('explains every exit code that an error can have', () => {
    const explained = EXITS.flatMap(([exits]) => exits.split(', '));
    for (const exit of new Set(Object.values(EXIT_OF))) expect(explained).toContain(String(exit));
    expect(explained).toContain('0');
  });

  it('has an entry for every finding that explain, doctor and audit can report, and for no other', () => {
    const inSources = sourceFiles()
      .filter(({ path }) =>
        /^(?:core\/foreign|jobs\/(?:audit|diagnose|environment|modules|running|surroundings|net|chain|names|roads|network|places|machine|test-run))\//.test(
          path,
        ),
      )
      .flatMap(({ text }) => spelledFindings(text));
    expect(inSources.length).toBeGreaterThan(20);
    const reported = sortedSet([...inSources, ...resolverCodes()]);
    const explained = [...FINDINGS.map(([code]) => code), ...FINDINGS_THAT_ARE_ERRORS];
    expect(explained.toSorted()).toEqual(reported);
    for (const code of FINDINGS_THAT_ARE_ERRORS) expect(Object.keys(EXIT_OF)).toContain(code);
  });

  it('says for every code what it means and what to do, under a heading of its own', () => {
    for (const [code, { means, cure }] of [...ERRORS, ...FINDINGS]) {
      expect(means).toMatch(/^.*[^.]$/);
      expect(cure).toMatch(/^.*[^.]$/);
      expect(PAGE.split(`\n#### \`${code}\`\n`)).toHaveLength(2);
    }
  });
});
