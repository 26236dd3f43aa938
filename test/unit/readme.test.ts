import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../scripts/checkout.ts';
import { blocks, prose } from '../support/markdown.ts';

const README = readFileSync(inCheckout('README.md'), 'utf8');

/**
 * The frame of the README: each section, in this order, with the most lines it may have, its heading and blank lines
 * included. What outgrows its frame belongs on a page of docs/. All of it fits into MOST_LINES.
 */
const FRAME: readonly (readonly [section: string, most: number])[] = [
  ['gv', 15],
  ['Two commands', 10],
  ['What it looks like', 30],
  ['How fast', 14],
  ['What does not work yet', 10],
  ['Every day', 18],
  ['Documentation', 18],
  ['Licence', 4],
];

const MOST_LINES = 120;
/** A line that is longer is not read. Blocks and table rows are exempt. */
const MOST_COLUMNS = 140;

/** Each section with its lines, from its heading to the next one. A `#` inside a block is no heading. */
function sections(): readonly (readonly [title: string, lines: readonly string[]])[] {
  const found: (readonly [string, string[]])[] = [];
  let inBlock = false;
  for (const line of README.trimEnd().split('\n')) {
    if (line.startsWith('```')) inBlock = !inBlock;
    const title = inBlock ? undefined : /^##? (.+)$/.exec(line)?.[1];
    if (title !== undefined) found.push([title, []]);
    found.at(-1)?.[1].push(line);
  }
  return found;
}

function section(wanted: string): string {
  const found = sections().find(([title]) => title === wanted);
  return (found?.[1] ?? []).join('\n');
}

describe('README.md', () => {
  it('has the sections of its frame, each within its lines', () => {
    expect(sections().map(([title]) => title)).toEqual(FRAME.map(([title]) => title));
    for (const [index, [title, lines]] of sections().entries())
      expect([title, lines.length <= (FRAME[index]?.[1] ?? 0)]).toEqual([title, true]);
  });

  it('has a frame that fits, and lines that can be read', () => {
    expect(FRAME.reduce((sum, [, most]) => sum + most, 0)).toBeLessThanOrEqual(MOST_LINES);
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    const long = prose(README)
      .split('\n')
      .filter((line) => line.length > MOST_COLUMNS && !line.startsWith('|'));
    expect(long).toEqual([]);
  });

  it('shows gv before it explains it, and first says what it is', () => {
    expect(section('gv')).toMatch(/^# gv\n\ngv installs Go toolchains, .+\.\n/);
    expect(section('gv')).toContain('](docs/audit.svg)');
  });

  it('has two commands that do all on a fresh machine', () => {
    const [block = '', ...more] = blocks(section('Two commands'), 'sh');
    expect(more).toEqual([]);
    const commands = block.split('\n').map((line) => line.split(/ +#/)[0]);
    expect(commands).toEqual(['sh install.sh -y 1.22.5', 'npm ci && npm test']);
  });

  it('says early what does not work yet, first of all that there is no release', () => {
    const titles = sections().map(([title]) => title);
    expect(titles.indexOf('What does not work yet')).toBeLessThan(titles.indexOf('Every day'));
    const points = section('What does not work yet').split('\n- ').slice(1);
    expect(points[0]).toMatch(/^\*\*No release of gv exists yet\.\*\*/);
    expect(points.length).toBeGreaterThanOrEqual(3);
  });
});
