import { describe, expect, it } from 'vitest';
import { createReporter } from '../../../src/report/reporter.ts';
import type { Output, World } from '../../../src/world.ts';

const USUAL = { json: false, quiet: false, color: false, verbose: false };

function printed(options: Partial<typeof USUAL>, env: World['env'] = { LANG: 'C.UTF-8' }): string {
  let text = '';
  const stdout: Output = { isTerminal: false, columns: 80, write: (piece) => void (text += piece) };
  const stderr: Output = { ...stdout, write: (piece) => expect.fail(piece) };
  const world = { stdout, stderr, env, now: () => new Date(0), signal: new AbortController().signal };
  createReporter(world, { ...USUAL, ...options }).plain('1.22 – 1.23');
  return text;
}

describe('a plain line', () => {
  it('goes to stdout as a line, with -q too', () => {
    expect(printed({})).toBe('1.22 – 1.23\n');
    expect(printed({ quiet: true })).toBe('1.22 – 1.23\n');
  });

  it('is no JSON', () => {
    expect(printed({ json: true })).toBe('');
  });

  it('is ASCII where the locale has nothing else', () => {
    expect(printed({}, { LANG: 'C' })).toBe('1.22 - 1.23\n');
  });
});
