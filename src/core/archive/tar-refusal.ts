import { GvError } from '../../errors.ts';

/** The failure `archive-hostile` about a tar.gz: `what` it does, or is. */
export function tarRefusal(what: string, cause?: unknown): GvError {
  return new GvError('archive-hostile', `the archive ${what}`, {
    hint: 'Nothing was installed. Report where this archive came from.',
    cause,
  });
}

/** The same about one of its entries; `entry` is its name, which may be long and odd, or its number, counted from 1. */
export function tarEntryRefusal(entry: string | number, what: string): GvError {
  const shown = typeof entry === 'string' ? JSON.stringify(entry.slice(0, 200)) : `number ${entry}`;
  return tarRefusal(`has an entry ${shown} that ${what}`);
}
