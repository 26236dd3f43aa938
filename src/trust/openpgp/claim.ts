import type { Holder } from './holders.ts';
import type { KeyOrigin } from './keys.ts';

/** A signature whose arithmetic is right. `makers` holds its key once for each copy of the certificate; the validity of the key is still to be judged. */
export interface Claim {
  readonly makers: readonly Holder[];
  readonly created: Date;
  readonly now: Date;
  /** The signed file's. */
  readonly name: string;
}

/** The maker of a good signature. Fingerprints and key id in upper-case hex. */
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
