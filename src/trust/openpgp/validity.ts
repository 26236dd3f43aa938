import { GvError } from '../../errors.ts';
import type { Claim, Signer } from './claim.ts';
import type { Holder, ParsedCopy } from './holders.ts';
import type { Key, Subkey } from './library.ts';
import { endOf } from './lifetime.ts';
import { whyInvalid } from './refusal.ts';

/**
 * Refuses a signature whose key, or the primary key above it, is revoked in any copy of the certificate: an older
 * copy that does not know of it must not help. A key that was compromised is refused whatever the date; one that
 * was retired or superseded still vouches for what it signed before (RFC 9580, 5.2.3.31).
 * Fails with `signer-revoked`.
 */
export async function checkRevocations(claim: Claim, copies: readonly ParsedCopy[]): Promise<void> {
  const { makers, created, name } = claim;
  const primaries = new Set(makers.map(({ copy }) => copy.primary));
  const fingerprints = new Set(makers.map(({ fingerprint }) => fingerprint));
  for (const { copy, certificate } of copies.filter((each) => primaries.has(each.copy.primary))) {
    if (await certificate.isRevoked(undefined, undefined, created)) throw revoked(name, copy.primary);
    for (const subkey of certificate.subkeys) {
      const fingerprint = subkey.getFingerprint().toUpperCase();
      if (fingerprints.has(fingerprint) && (await isSubkeyRevoked(subkey, created))) {
        throw revoked(name, fingerprint);
      }
    }
  }
}

/** True when a revocation by the primary counts at `date`, whichever of the subkey's bindings it is held against. */
export async function isSubkeyRevoked(subkey: Subkey, date: Date): Promise<boolean> {
  const primary = subkey.mainKey.keyPacket;
  for (const binding of subkey.bindingSignatures) {
    if (await subkey.isRevoked(binding, primary, date)) return true;
  }
  return false;
}

/**
 * Takes the first holder whose key was a valid signing key of its certificate when the signature was made: self-
 * signature, binding, back-signature, key flags and expiry, all at that moment. Renewed copies know nothing of the
 * time before their renewal, so each copy is asked.
 * Fails with `signature-wrong`, `signer-expired`, `signer-unknown` or `signer-foreign`: see refusal.ts.
 */
export async function signerAmong(claim: Claim): Promise<Signer> {
  const { makers, created } = claim;
  const causes: unknown[] = [];
  for (const holder of makers) {
    const id = holder.key.getKeyID();
    // openpgp.js says "not valid" by rejecting with a plain Error, whatever the reason.
    const valid = await holder.certificate.getSigningKey(id, created).catch((cause: unknown) => {
      causes.push(cause);
    });
    if (valid !== undefined && valid.getFingerprint().toUpperCase() === holder.fingerprint) {
      return signerOf(holder, created, await expiryOf(holder.key, created));
    }
  }
  throw await whyInvalid(claim, causes[0]);
}

function signerOf(holder: Holder, created: Date, expires: Date | null): Signer {
  const { copy, fingerprint, keyId } = holder;
  return { primary: copy.primary, subkey: fingerprint, keyId, created, expires, origin: copy.origin };
}

/** When a key expires as its certificate says at `date`; null for never; the epoch where nothing valid says so. */
async function expiryOf(key: Key | Subkey, date: Date): Promise<Date | null> {
  const expires = await endOf(key, date);
  if (expires === null) return new Date(0);
  return expires instanceof Date ? expires : null;
}

function revoked(name: string, fingerprint: string): GvError {
  return new GvError('signer-revoked', `${name} is signed by a key that was revoked: ${fingerprint}`, {
    hint: 'Do not use this file. Look for a release that is signed anew.',
  });
}
