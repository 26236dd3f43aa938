import { describe, expect, it } from 'vitest';
import { TOPIC_NAMES } from '../../../../src/commands/help/topics.ts';
import { parseAndPerform } from '../../../../src/commands/program/parser.ts';
import { COMMANDS } from '../../../../src/commands/table.ts';

async function helpOf(argv: readonly string[], columns: number): Promise<string> {
  let text = '';
  const stdout = { isTerminal: true, columns, write: (piece: string) => void (text += piece) };
  await parseAndPerform(argv, { stdout, perform: () => expect.fail('help runs nothing') });
  return text;
}

/** Examples are copied, so they stay whole. */
function withoutExamples(text: string): string {
  return text.replace(/\nExamples:\n[^]*$/, '');
}

const PAGES = [['--help'], ...COMMANDS.map(({ name }) => ['help', name])];

describe('the list of commands', () => {
  it('is a screen of at most 44 lines of 80 columns, with a line for each command', async () => {
    const lines = (await helpOf(['--help'], 80)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(44);
    expect(lines).toContain('first: gv install latest');
    const named = COMMANDS.filter(({ isSpelling }) => isSpelling !== true);
    for (const { name, summary } of named) expect(lines).toContain(`  ${name.padEnd(16)}${summary}`);
    expect(await helpOf(['help', 'help'], 80)).toBe(lines.join('\n'));
  });

  it.each([['version'], ['-v']])('gv %s is gv --version', async (word) => {
    expect(await helpOf([word], 80)).toBe(await helpOf(['--version'], 80));
  });
});

it('the details of a command are whole paragraphs, which fit any width', () => {
  const paragraphs = COMMANDS.flatMap(({ details = '' }) => details.split('\n').slice(0, -1));
  expect(paragraphs.filter((text) => !text.endsWith('.'))).toEqual([]);
});

describe.each([40, 80, 120])('help at %d columns', (columns) => {
  it.each(PAGES)('gv %s %s fits', async (...argv) => {
    const text = await helpOf(
      argv.filter((word) => word !== undefined),
      columns,
    );
    expect(text).toMatch(/^Usage: gv /);
    const lines = withoutExamples(text).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
  });

  it('has every subject in the width', async () => {
    for (const topic of TOPIC_NAMES) {
      const text = await helpOf(['help', topic], columns);
      expect(text.split('\n').filter((line) => line.length > columns)).toEqual([]);
      expect(text.split(/\s+/).toSorted()).toEqual(
        (await helpOf(['help', topic], 1000)).split(/\s+/).toSorted(),
      );
    }
  });

  it('keeps every word and every example', async () => {
    const text = await helpOf(['help', 'env'], columns);
    const wide = await helpOf(['help', 'env'], 1000);
    expect(text.split(/\s+/)).toEqual(wide.split(/\s+/));
    expect(text).toContain('\n  eval "$(gv env 1.22)"\n');
  });
});
