import { GvError } from '../../errors.ts';
import { readCertificates, type Certificate } from './certificates.ts';
import { GOOGLE_CERTIFICATES, GOOGLE_PRIMARIES } from './google-key.ts';

/** Where a copy came from: built in, fetched or imported under a pin, or a keyring the user chose. */
export type KeyOrigin = 'embedded' | 'refreshed' | 'keyring';

/**
 * One copy of a certificate. Copies are kept apart and never merged: openpgp.js lets a renewed binding replace the
 * old one, after which every signature made before the renewal fails.
 */
export interface KeyCopy {
  readonly origin: KeyOrigin;
  readonly primary: string;
  readonly bytes: Uint8Array;
}

/** The copies that may vouch for a file. Validity is granted by any one copy; a revocation in any copy counts for all. */
export type Keyring = readonly KeyCopy[];

/** The certificates gv was built with. */
export function embeddedKeyring(): Keyring {
  return GOOGLE_CERTIFICATES.flatMap((text) =>
    pinnedKeys(Buffer.from(text, 'base64'), { origin: 'embedded', place: 'the built-in key' }),
  );
}

export interface PinnedSource {
  readonly origin: 'embedded' | 'refreshed';
  /** File or address, for messages. */
  readonly place: string;
  readonly pins?: readonly string[];
}

/**
 * Takes from a key file the certificates whose primary key is pinned; others in it are ignored. The pin alone
 * decides, so the file may come from any source.
 * Fails with `key-foreign` when it holds none of them, `key-malformed` when it is no key file.
 */
export function pinnedKeys(bytes: Uint8Array, source: PinnedSource): Keyring {
  const { origin, place, pins = GOOGLE_PRIMARIES } = source;
  const found = readCertificates(bytes, place);
  const pinned = found.filter(({ primary }) => pins.includes(primary));
  if (pinned.length === 0) throw foreign(found, place, pins);
  return pinned.map((certificate) => ({ origin, ...certificate }));
}

/**
 * Takes every certificate of a keyring that the user named (`--keyring FILE`), for those who sign archives
 * themselves. Fails with `key-malformed` when it is no key file.
 */
export function userKeys(bytes: Uint8Array, place: string): Keyring {
  return readCertificates(bytes, place).map((certificate) => ({ origin: 'keyring', ...certificate }));
}

function foreign(found: readonly Certificate[], place: string, pins: readonly string[]): GvError {
  const others = found.map(({ primary }) => primary).join(', ');
  return new GvError('key-foreign', `${place} holds another key (${others}), not ${pins.join(' or ')}`, {
    hint: 'Go releases are signed under that key only; your own signers belong in gv config set keyring FILE.',
  });
}
