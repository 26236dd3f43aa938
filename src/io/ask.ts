import { once } from 'node:events';
import { isatty } from 'node:tty';
import type { World } from '../world.ts';
import { interruption } from './http-error.ts';

/** What a person said to a question, or that there is none to ask. */
export type Answer = 'yes' | 'no' | 'nobody';

/** Asks on the terminal; anything but y or yes, also the end of input, means no. Fails with `interrupted`. */
export async function ask(world: World, question: string): Promise<Answer> {
  if (!isatty(0) || !world.stderr.isTerminal) return 'nobody';
  const { createInterface } = await import('node:readline');
  // Not raw: Ctrl-C stays the signal that it is.
  const lines = createInterface({ input: process.stdin, terminal: false });
  world.stderr.write(`${question} [y/N] `);
  try {
    const [said] = (await Promise.race([
      once(lines, 'line', { signal: world.signal }),
      once(lines, 'close', { signal: world.signal }),
    ])) as [string?];
    return /^\s*y(es)?\s*$/i.test(said ?? '') ? 'yes' : 'no';
  } catch (error) {
    throw world.signal.aborted ? interruption(world.signal) : error;
  } finally {
    lines.close();
  }
}
