import { GvError } from '../../errors.ts';

/** The failure `archive-hostile` about a module zip: `what` it does, or is. */
export function zipRefusal(what: string, cause?: unknown): GvError {
  return new GvError('archive-hostile', `the module zip ${what}`, {
    hint: 'Nothing was installed. Please report where this zip came from.',
    cause,
  });
}

/** The same about one of its entries, whose name may be long and odd. */
export function entryRefusal(name: string, what: string, cause?: unknown): GvError {
  return zipRefusal(`has an entry ${JSON.stringify(name.slice(0, 200))} that ${what}`, cause);
}
