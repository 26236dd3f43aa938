import { createInterface } from 'node:readline';
import type { TerminalStreams } from '../../io/host/terminal.ts';
import { printable, shortened } from '../../report/page/printable.ts';
import type { PickList } from './pick.tsx';

/** The most choices that are listed: a choice that scrolls away cannot be read. */
const MOST = 20;

/**
 * The same choice as lines of text, for terminals that cannot move the cursor and for screen readers. A number picks, a
 * version does too; for any other answer the question is asked again. Gives the picked values; empty for an empty
 * answer, and when `signal` ends the question.
 */
export async function pickByNumber(
  list: PickList,
  { input, output }: TerminalStreams,
  signal: AbortSignal,
): Promise<readonly string[]> {
  output.write(questionOf(list));
  const lines = createInterface({ input, terminal: false, signal });
  try {
    for await (const line of lines) {
      const words = line.split(/[\s,]+/).filter((word) => word !== '');
      const wrong = wrongIn(words, list);
      if (wrong === undefined) return words.flatMap((word) => valueOf(word, list.choices) ?? []);
      output.write(`${wrong}. Which (empty: none)? `);
    }
    output.write('\n');
    return [];
  } finally {
    lines.close();
  }
}

function questionOf({ title, choices, multiple }: PickList): string {
  const listed = choices.slice(0, MOST);
  const rows = listed.map(({ value, note }, index) =>
    `${String(index + 1).padStart(3)}  ${value}  ${note}`.trimEnd(),
  );
  const more = choices.length > MOST ? [`     and ${choices.length - MOST} more, by their version`] : [];
  const what = multiple ? 'Numbers or versions' : 'Number or version';
  return `${[title, ...rows, ...more].join('\n')}\n${what} (empty: none): `;
}

/** The fault of an answer, or undefined. */
function wrongIn(words: readonly string[], { choices, multiple }: PickList): string | undefined {
  const unknown = words.find((word) => valueOf(word, choices) === undefined);
  if (unknown !== undefined) return `${printable(shortened(unknown))} is not in the list`;
  return words.length > 1 && !multiple ? 'only one can be chosen' : undefined;
}

function valueOf(word: string, choices: PickList['choices']): string | undefined {
  const byNumber = /^\d{1,3}$/.test(word) ? choices[Number(word) - 1] : undefined;
  return (byNumber ?? choices.find(({ value }) => value === word))?.value;
}
