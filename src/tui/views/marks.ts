import { PROVENANCE_WORDS, SUPPORT_WORDS } from '../../report/results/phrases.ts';
import type { Row } from '../state/catalog.ts';

/** The notes about a release in a list, the most useful first. */
export function marksOf({ installed, update, newest, prerelease, state, from }: Row): readonly string[] {
  return [
    ...(installed?.here === true ? ['used here'] : []),
    ...(installed?.global === true ? ['global'] : []),
    ...(update === undefined ? [] : [`update to ${update}`]),
    ...(installed === undefined ? [] : ['installed', PROVENANCE_WORDS[installed.origin]]),
    ...(newest ? ['newest patch'] : []),
    ...(prerelease ? [SUPPORT_WORDS.prerelease] : []),
    ...(state === 'ended' && newest ? [SUPPORT_WORDS.ended] : []),
    ...(from.length === 0 && installed === undefined ? ['not for this machine'] : from),
  ];
}
