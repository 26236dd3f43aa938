import type * as OpenPgp from 'openpgp';

export type { Key, SignaturePacket, Subkey } from 'openpgp';
export type OpenPgpLibrary = typeof OpenPgp;

/** The one door to openpgp.js; loaded late, as its import costs 40 ms that only a verification should pay. */
export function loadOpenPgp(): Promise<OpenPgpLibrary> {
  return import('openpgp');
}
