import type { RoadFailure } from '../net/road-report.ts';

/** The failures of a road in words, for the middle of a sentence. */
export const FAILURE_WORDS: Readonly<Record<RoadFailure, string>> = {
  'no-name': 'the name is not known',
  refused: 'the connection was refused',
  'no-route': 'there is no route to it',
  'no-answer': 'no answer came in time',
  closed: 'the connection was closed',
  'proxy-refused': 'the HTTP proxy refused',
  untrusted: 'the certificate is not trusted',
  'login-wanted': 'a login is wanted',
  'not-found': 'no such repository is there, or not for this login',
  'host-key-unknown': 'the host key is not known',
  'host-key-changed': 'the host key has changed',
  'key-locked': 'the key has a passphrase, and no agent holds it',
  denied: 'the server takes no key from here',
  other: 'git failed for another reason',
};
