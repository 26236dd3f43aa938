import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { GvError } from '../../errors.ts';
import { fromBase64 } from './text.ts';

/** The key of Go's checksum database, as the go command has it compiled in (cmd/go/internal/modfetch/key.go). */
export const GO_LOG_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';

/** The key that signs the heads of a log. */
export interface VerifierKey {
  readonly name: string;
  /** Eight hex digits, which a signature line has beside the name. */
  readonly hash: string;
  readonly publicKey: KeyObject;
}

const ED25519 = 1;
const SHAPE = /^([^\s+\p{Cc}]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,200})$/u;

/**
 * Reads a verifier key, `name+hash+base64`, as golang.org/x/mod/sumdb/note writes it: the hash is the beginning of
 * SHA-256 over name, line feed, algorithm and key, and the only algorithm is Ed25519. Fails with `bad-config`.
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, hash, base64] = SHAPE.exec(text) ?? [];
  const encoded = fromBase64(base64 ?? '');
  if (name === undefined || hash === undefined || encoded === undefined)
    throw refuse('it is not of the form name+hash+key');
  if (encoded[0] !== ED25519) throw refuse('its algorithm is unknown; gv knows Ed25519');
  if (encoded.length !== 33) throw refuse('an Ed25519 key has 32 bytes');
  if (createHash('sha256').update(`${name}\n`).update(encoded).digest('hex').slice(0, 8) !== hash)
    throw refuse('its hash is not that of the name and the key');
  const x = encoded.subarray(1).toString('base64url');
  return {
    name,
    hash,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
  };
}

/** Whether a signature (64 bytes) of this key is over these bytes. */
export function isSignedBy(key: VerifierKey, text: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, text, key.publicKey, signature);
}

function refuse(why: string): GvError {
  return new GvError('bad-config', `the key of the checksum database cannot be used: ${why}`, {
    hint: `A key looks like this: ${GO_LOG_KEY}`,
  });
}
