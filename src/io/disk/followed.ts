import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { shellWord } from '../../core/shells/quote.ts';
import { GvError, isSystemError } from '../../errors.ts';
import { entriesOf, type PlacedEntry } from './access.ts';

/** An entry on the way through a link, and the number of its owner. */
type Owned = Pick<PlacedEntry, 'path' | 'uid'>;

/**
 * Refuses a path of gv's that leads through a link of another account: that account could point gv's writing, clearing and
 * chmod at any directory of the caller. A link counts where the link, its directory and its target belong to the caller or
 * root. Links in `/` are the machine's, also in a user namespace, where root's entries have no owner that is known.
 * Fails with `permission`, without a path, which would name the administrator of the root as the one to ask.
 */
export function checkFollowed(path: string): void {
  const entries = entriesOf(path);
  for (const link of entries) {
    if (link.kind !== 'link' || dirname(link.path) === '/') continue;
    const directory = entries.find((entry) => entry.path === dirname(link.path));
    const foreign = [link, directory, targetOf(link.path)].find(
      (entry) => entry !== undefined && entry.uid !== 0 && entry.uid !== process.geteuid?.(),
    );
    if (foreign !== undefined) throw refusal(link, foreign);
  }
}

/** The entry to which a link leads in the end; undefined where nothing is there. */
function targetOf(link: string): Owned | undefined {
  try {
    const uid = statSync(link, { throwIfNoEntry: false })?.uid;
    return uid === undefined ? undefined : { path: `the target of ${link}`, uid };
  } catch (error) {
    if (isSystemError(error, 'ENOTDIR', 'EACCES', 'ELOOP')) return undefined;
    throw error;
  }
}

function refusal(link: Owned, foreign: Owned): GvError {
  const what =
    foreign === link
      ? `${link.path} is a link of user ${foreign.uid}`
      : `${link.path} is a link, and ${foreign.path} belongs to user ${foreign.uid}`;
  return new GvError('permission', `${what}: gv does not write through it`, {
    hint: `Look where it leads (ls -l ${shellWord(link.path)}); then remove it, or own it and both its ends (chown -h).`,
  });
}
