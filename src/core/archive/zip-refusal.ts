import { GvError } from '../../errors.ts';

/** The failure `archive-hostile` about a module zip; `what` is the sentence after its subject. */
export function zipRefusal(what: string, cause?: unknown): GvError {
  return new GvError('archive-hostile', `the module zip ${what}`, {
    hint: 'Nothing was installed. Report where this zip came from.',
    cause,
  });
}

/** The same about an entry of the zip, whose name may be long and odd. */
export function entryRefusal(name: string, what: string, cause?: unknown): GvError {
  return zipRefusal(`has an entry ${JSON.stringify(name.slice(0, 200))} that ${what}`, cause);
}
