import { shellWord } from '../../core/shells/quote.ts';
import { isUnwritten } from '../../errors.ts';
import { isDirectory } from '../../io/disk/access.ts';
import type { Run } from '../../world.ts';

/**
 * Keeps an answer of the checksum database at a path, so that the next run need not ask: the proof holds all the same where that
 * cannot be done, and a warning says why. One is of a directory that lies there, with the command that clears the way.
 */
export async function keepAnswer(
  run: Pick<Run, 'emit'>,
  path: string,
  keep: (path: string) => Promise<void>,
): Promise<void> {
  try {
    await keep(path);
  } catch (error) {
    if (!isUnwritten(error)) throw error;
    const text = isDirectory(path)
      ? `${path} is a directory, so an answer of the checksum database is not kept there: rm -r ${shellWord(path)}`
      : `an answer of the checksum database is not kept: ${error.message}`;
    run.emit({ type: 'warning', text });
  }
}
