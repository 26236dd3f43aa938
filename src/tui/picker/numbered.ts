import { createInterface } from 'node:readline';
import type { TerminalStreams } from '../../io/terminal.ts';
import type { Picking } from './pick.tsx';

/** How many are listed: what scrolls away cannot be read. */
const MOST = 20;

/**
 * The same choice as lines of text, for terminals that cannot move the cursor and for screen readers: a number picks,
 * a version does too. Gives what was picked; empty when nothing was.
 */
export async function pickByNumber(
  { title, choices, multiple }: Picking,
  { input, output }: TerminalStreams,
): Promise<readonly string[]> {
  const listed = choices.slice(0, MOST);
  const rows = listed.map(({ value, note }, index) =>
    `${String(index + 1).padStart(3)}  ${value}  ${note}`.trimEnd(),
  );
  const more = choices.length > MOST ? [`     and ${choices.length - MOST} more, by their version`] : [];
  const what = multiple ? 'Numbers or versions' : 'Number or version';
  output.write(`${[title, ...rows, ...more].join('\n')}\n${what} (empty: none): `);
  const words = (await firstLine(input)).split(/[\s,]+/).filter((word) => word !== '');
  const picked = words.map((word) => valueOf(word, choices)).filter((value) => value !== undefined);
  if (picked.length < words.length) output.write('that is not in the list\n');
  return picked.length === words.length ? picked.slice(0, multiple ? undefined : 1) : [];
}

function valueOf(word: string, choices: Picking['choices']): string | undefined {
  const byNumber = /^\d{1,3}$/.test(word) ? choices[Number(word) - 1] : undefined;
  return (byNumber ?? choices.find(({ value }) => value === word))?.value;
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input, terminal: false });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}
