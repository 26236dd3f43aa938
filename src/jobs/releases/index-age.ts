import { dayOf } from '../../core/text/day.ts';
import type { Version } from '../../core/version.ts';
import type { Run } from '../../world.ts';

/** A release index as it was read. */
export interface ReadIndex {
  /** The time at which a server last confirmed this index. */
  readonly fetchedAt: Date;
  /** The reason why a server was not asked or did not answer; undefined for a fresh index. */
  readonly why?: string | undefined;
  /** Set where a server just gave an index that is older than what was seen before. */
  readonly older?: OlderIndex | undefined;
}

/** An index that hides releases seen before. */
export interface OlderIndex {
  readonly host: string;
  /** At least one, newest first. */
  readonly hides: readonly Version[];
  /** The better one of before serves in its place. */
  readonly replaced: boolean;
}

/** Reports the age of an index that could not be refreshed, and an older index that a server gave; does nothing for a fresh one. */
export function tellAge(run: Run, { fetchedAt, why, older }: ReadIndex): void {
  if (older !== undefined) run.emit({ type: 'warning', text: olderIndexText(older, fetchedAt) });
  if (why === undefined) return;
  const age = run.now().getTime() - fetchedAt.getTime();
  run.emit({ type: 'old-index', fetchedAt: fetchedAt.toISOString(), age, why });
}

const SHOWN = 3;

/** A sentence about an index that is older than what was seen before. */
export function olderIndexText({ host, hides, replaced }: OlderIndex, fetchedAt: Date): string {
  const names = hides.slice(0, SHOWN).map(({ label }) => `go ${label}`);
  const more = hides.length > SHOWN ? ` and ${hides.length - SHOWN} more` : '';
  const what = `${names.join(', ')}${more}, seen before`;
  return replaced
    ? `${host} gave an older release index, without ${what}; that of ${dayOf(fetchedAt)} is used (${FORGET})`
    : `${host} does not list ${what} (${FORGET})`;
}

/** The command by which a person drops what was seen. */
export const FORGET = 'gv prune --index forgets what was seen';
