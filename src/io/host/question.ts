import { once } from 'node:events';
import { isatty } from 'node:tty';
import { interruption } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The answer to a question; `nobody` where input or messages are not a terminal's, so that no person can answer. */
export type Answer = 'yes' | 'no' | 'nobody';

/**
 * Asks a question on the terminal; anything but `y` or `yes`, the end of input too, is a no. The text must be printable.
 * With `yes` (the `-y` of the command line) the answer is yes at once. Fails with `interrupted`.
 */
export async function ask(world: World, text: string, { yes }: { readonly yes: boolean }): Promise<Answer> {
  if (yes) return 'yes';
  // `process.stdin` is not touched before this test: it opens the input, even if no person is there.
  if (!isatty(0) || !world.stderr.isTerminal) return 'nobody';
  const { createInterface } = await import('node:readline');
  // Not raw: Ctrl-C stays the signal that it is.
  const lines = createInterface({ input: process.stdin, terminal: false });
  world.stderr.write(`${text} [y/N] `);
  try {
    const ended = [
      once(lines, 'line', { signal: world.signal }),
      once(lines, 'close', { signal: world.signal }),
    ];
    const [line] = (await Promise.race(ended)) as readonly unknown[];
    return typeof line === 'string' && /^\s*y(?:es)?\s*$/i.test(line) ? 'yes' : 'no';
  } catch (error) {
    throw world.signal.aborted ? interruption(world.signal) : error;
  } finally {
    lines.close();
    process.stdin.pause();
  }
}
