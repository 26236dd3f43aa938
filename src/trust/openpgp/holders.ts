import { GvError } from '../../errors.ts';
import type { KeyCopy, Keyring } from './keys.ts';
import { loadOpenPgp, type Key, type OpenPgpLibrary, type Subkey } from './library.ts';

/** A key, primary or subkey, inside one copy of its certificate. Its place there proves nothing yet. */
export interface Holder {
  readonly copy: KeyCopy;
  readonly certificate: Key;
  readonly key: Key | Subkey;
  readonly fingerprint: string;
  readonly keyId: string;
}

/** A copy, and the same as openpgp.js parsed it. */
export interface ParsedCopy {
  readonly copy: KeyCopy;
  readonly certificate: Key;
}

/**
 * Parses every copy. Done anew for each verification, as openpgp.js remembers in the object that a binding was
 * revoked as of one date and then reports it for every date.
 * Fails with `key-malformed`: a copy that cannot be read might be the one that holds a revocation.
 */
export function parseKeyring(pgp: OpenPgpLibrary, keyring: Keyring): Promise<readonly ParsedCopy[]> {
  return Promise.all(
    keyring.map(async (copy) => {
      const certificate = await pgp.readKey({ binaryKey: copy.bytes }).catch((cause: unknown) => {
        throw unreadable(copy, cause);
      });
      return { copy, certificate };
    }),
  );
}

/**
 * Makes sure that copies can be read, before they are kept: a kept copy that cannot be read stops every verification.
 * Fails with `key-malformed`.
 */
export async function checkReadable(keyring: Keyring): Promise<void> {
  await parseKeyring(await loadOpenPgp(), keyring);
}

/** Every key of every copy, in the keyring's order. */
export function holdersIn(copies: readonly ParsedCopy[]): readonly Holder[] {
  return copies.flatMap(({ copy, certificate }) =>
    [certificate, ...certificate.subkeys].map((key) => ({
      copy,
      certificate,
      key,
      fingerprint: key.getFingerprint().toUpperCase(),
      keyId: key.getKeyID().toHex().toUpperCase(),
    })),
  );
}

function unreadable(copy: KeyCopy, cause: unknown): GvError {
  return new GvError('key-malformed', `a copy (${copy.origin}) of key ${copy.primary} cannot be read`, {
    hint: 'Fetch the key again: gv key update',
    cause,
  });
}
