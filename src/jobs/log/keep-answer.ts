import { shellWord } from '../../core/shells/quote.ts';
import { hasCode } from '../../errors.ts';
import { isDirectory } from '../../io/disk/access.ts';
import type { Run } from '../../world.ts';

/**
 * Keeps an answer of the checksum database at a path. A directory that lies there is named in a warning, with the command that clears
 * the way, and the proof holds all the same. Fails as `keep` does for any other reason.
 */
export async function keepAnswer(
  run: Pick<Run, 'emit'>,
  path: string,
  keep: (path: string) => Promise<void>,
): Promise<void> {
  try {
    await keep(path);
  } catch (error) {
    if (!hasCode(error, 'disk') || !isDirectory(path)) throw error;
    const text = `${path} is a directory, so an answer of the checksum database is not kept there: rm -r ${shellWord(path)}`;
    run.emit({ type: 'warning', text });
  }
}
