import { shellWord } from '../../core/shells/quote.ts';
import { GvError, hasCode, isDiskFailure } from '../../errors.ts';
import { openHead, type TreeHead } from '../../trust/log/tree-head.ts';
import type { VerifierKey } from '../../trust/log/verifier-key.ts';
import { movedAway } from '../disk/disk-error.ts';
import { readSmall } from '../disk/read.ts';

/**
 * The newest proven head of the checksum database that is kept at a path; undefined where none is. One that cannot be read is no
 * missing one: without it, a database that shows this machine another past would go unnoticed. Fails with `log-malformed`, `disk`,
 * `permission`.
 */
export function keptHead(path: string, key: VerifierKey): TreeHead | undefined {
  const hint = `Find out what changed it: ls -ld ${shellWord(path)}. Then: ${movedAway(path)}. gv begins anew there, and a fork since then would go unnoticed.`;
  try {
    const note = readSmall(path);
    return note === undefined ? undefined : openHead(note, key, 'the tree head kept from before');
  } catch (error) {
    if (isDiskFailure(error)) throw new GvError(error.code, error.message, { hint, path, cause: error });
    if (!hasCode(error, 'log-malformed', 'log-wrong')) throw error;
    const text = `the head of the checksum database that gv keeps in ${path} is damaged`;
    throw new GvError('log-malformed', text, { hint, path, cause: error });
  }
}
