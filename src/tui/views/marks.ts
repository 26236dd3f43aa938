import type { Row } from '../state/catalog.ts';

/** What is said of a release in a list, the most useful first. */
export function marksOf({ installed, update, newest, prerelease, state, from }: Row): readonly string[] {
  return [
    ...(installed?.here === true ? ['used here'] : []),
    ...(installed?.global === true ? ['global'] : []),
    ...(update === undefined ? [] : [`update to ${update}`]),
    ...(installed === undefined ? [] : ['installed', ...originMark(installed.origin)]),
    ...(newest ? ['newest patch'] : []),
    ...(prerelease ? ['prerelease'] : []),
    ...(state === 'ended' && newest ? ['end of life'] : []),
    ...(from.length === 0 && installed === undefined ? ['not for this machine'] : from),
  ];
}

function originMark(origin: 'proven' | 'own-key' | 'unproven' | 'unknown'): readonly string[] {
  switch (origin) {
    case 'proven':
      return ['proven'];
    case 'own-key':
      return ['signed by a key of your keyring'];
    case 'unproven':
      return ['UNPROVEN'];
    case 'unknown':
      return ['no receipt'];
  }
}
