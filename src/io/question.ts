import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { World } from '../world.ts';

/** What came of a question: nobody can be asked where input or messages are not a terminal's. */
export type Answer = 'yes' | 'no' | 'nobody';

/**
 * Asks a question on the terminal; anything but `y` or `yes`, the end of input too, is a no. The text must be printable.
 * With `yes` (the `-y` of the command line) nobody is asked.
 */
export async function ask(world: World, text: string, { yes }: { readonly yes: boolean }): Promise<Answer> {
  if (yes) return 'yes';
  if (!process.stdin.isTTY || !world.stderr.isTerminal) return 'nobody';
  world.stderr.write(`${text} [y/N] `);
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    const ended = [
      once(lines, 'line', { signal: world.signal }),
      once(lines, 'close', { signal: world.signal }),
    ];
    const [line] = (await Promise.race(ended)) as readonly unknown[];
    return typeof line === 'string' && /^\s*y(?:es)?\s*$/i.test(line) ? 'yes' : 'no';
  } finally {
    lines.close();
    process.stdin.pause();
  }
}
