import { describe, expect, it } from 'vitest';
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

  it('keeps every word and every example', async () => {
    const text = await helpOf(['help', 'env'], columns);
    const wide = await helpOf(['help', 'env'], 1000);
    expect(text.split(/\s+/)).toEqual(wide.split(/\s+/));
    expect(text).toContain('\n  eval "$(gv env 1.22)"\n');
  });
});
