import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { EXIT_OF } from '../../src/errors.ts';
import { linksIn } from '../support/markdown.ts';

/** The cells of the rows of a page's tables that have a given heading. */
function rowsOf(page: string, heading: string): readonly (readonly string[])[] {
  const [, after = ''] = readFileSync(inCheckout(page), 'utf8').split(`\n${heading}\n`);
  const [table = ''] = after.split('\n\n');
  return table
    .split('\n')
    .slice(1)
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
}

function testsIn(cell: string, page: string): readonly string[] {
  return linksIn(cell).map((link) => posix.join(posix.dirname(page), link));
}

const ATTACKS = rowsOf('docs/proofs.md', '| attack | refused by | test |');
const THREATS = [
  ...rowsOf('SECURITY.md', '| threat | answer | test |'),
  ...rowsOf('SECURITY.md', '| what | answer | test |'),
];

describe('the table of attacks in docs/proofs.md', () => {
  it('has every file of test/hostile', () => {
    const named = ATTACKS.flatMap((cells) => testsIn(cells.at(-1) ?? '', 'docs/proofs.md'));
    const files = readdirSync(inCheckout('test', 'hostile')).map((name) => `test/hostile/${name}`);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => !named.includes(file))).toEqual([]);
  });

  it.each(ATTACKS)('names a test that is there, and codes with their exit: %s | %s', (...cells) => {
    const [, refusal = '', tests = ''] = cells;
    expect(cells).toHaveLength(3);
    expect(testsIn(tests, 'docs/proofs.md').length).toBeGreaterThan(0);
    for (const file of testsIn(tests, 'docs/proofs.md')) {
      expect(file).toMatch(/^test\/.*\.test\.ts$/);
      expect(existsSync(inCheckout(file))).toBe(true);
    }
    for (const part of refusal.split('; ')) {
      const codes = [...part.matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? '');
      const exits = [...part.matchAll(/, (\d)\b/g)].map((match) => Number(match[1]));
      const known = Object.entries(EXIT_OF).filter(([code]) => codes.includes(code));
      if (exits.length > 0) expect([...new Set(known.map(([, exit]) => exit))]).toEqual(exits);
    }
  });
});

describe('a defence that SECURITY.md names', () => {
  it.each(THREATS)('has a test that is there: %s', (...cells) => {
    const tests = testsIn(cells.at(-1) ?? '', 'SECURITY.md');
    expect(tests.filter((file) => /^test\/|^docs\/proofs/.test(file)).length).toBeGreaterThan(0);
    for (const file of tests) expect(existsSync(inCheckout(file.split('#')[0] ?? ''))).toBe(true);
  });

  it('is one of a score, at least', () => {
    expect(THREATS.length).toBeGreaterThan(25);
    expect(readFileSync(inCheckout('SECURITY.md'), 'utf8')).not.toMatch(/`test\//);
  });
});
