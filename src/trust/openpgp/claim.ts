import type { Holder } from './holders.ts';

/** A signature whose arithmetic is right; who its makers are, in each copy of the certificate, is still to be judged. */
export interface Claim {
  readonly makers: readonly Holder[];
  readonly created: Date;
  readonly now: Date;
  /** The signed file's. */
  readonly name: string;
}
