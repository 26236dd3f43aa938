import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { parseVerifierKey, type VerifierKey } from '../../src/trust/log/verifier-key.ts';

/** A signer of notes, made for a test and forgotten with it. */
export interface LogKey {
  readonly name: string;
  /** As `name+hash+key`. */
  readonly text: string;
  readonly verifier: VerifierKey;
  /** One line of a note's signature block, with its line feed. */
  line(text: string): string;
  /** The text, which ends with a line feed, as a signed note. */
  note(text: string): string;
}

export function mintLogKey(name = 'log.test'): LogKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const encoded = Buffer.concat([Buffer.of(1), rawKey(publicKey)]);
  const hash = keyHash(name, encoded);
  const text = `${name}+${hash}+${encoded.toString('base64')}`;
  const line = (signed: string): string =>
    signatureLine(name, hash, sign(null, Buffer.from(signed), privateKey));
  return {
    name,
    text,
    verifier: parseVerifierKey(text),
    line,
    note: (signed) => `${signed}\n${line(signed)}`,
  };
}

export function signatureLine(name: string, hash: string, signature: Uint8Array): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(hash, 'hex'), signature]).toString('base64')}\n`;
}

/** Eight hex digits, as golang.org/x/mod/sumdb/note defines them. */
export function keyHash(name: string, encoded: Uint8Array): string {
  return createHash('sha256').update(`${name}\n`).update(encoded).digest('hex').slice(0, 8);
}

function rawKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
