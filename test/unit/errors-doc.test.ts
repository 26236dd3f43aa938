import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_OF } from '../../src/errors.ts';

const TEXT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');

/** The cells of every table row. */
const ROWS = TEXT.split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '));

const CODES = ROWS.filter((cells) => cells.length === 4 && cells[0]?.startsWith('`') === true);
const EXITS = ROWS.filter((cells) => cells.length === 2).map(([exit]) => exit);

describe('docs/errors.md', () => {
  it('lists every error code once, with its exit code, and no other', () => {
    const listed = CODES.map(([code, exit]) => [code?.replaceAll('`', ''), Number(exit)] as const);
    expect(new Set(listed.map(([code]) => code)).size).toBe(listed.length);
    expect(Object.fromEntries(listed)).toEqual(EXIT_OF);
  });

  it('says for every code what it means and what to do', () => {
    for (const cells of CODES) expect(cells.every((cell) => cell.trim() !== '')).toBe(true);
  });

  it('explains every exit code that an error can have', () => {
    for (const exit of new Set(Object.values(EXIT_OF))) expect(EXITS).toContain(String(exit));
    expect(EXITS).toContain('0');
  });
});
