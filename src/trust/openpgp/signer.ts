import type { KeyOrigin } from './keys.ts';

/** Who made a good signature. Fingerprints and key id in upper-case hex. */
export interface Signer {
  readonly primary: string;
  /** The key that signed; the primary itself where that one signs. */
  readonly subkey: string;
  readonly keyId: string;
  /** When the signature says it was made. */
  readonly created: Date;
  /** When the signing key expires, null where it never does. */
  readonly expires: Date | null;
  readonly origin: KeyOrigin;
}
