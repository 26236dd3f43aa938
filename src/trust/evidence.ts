import type { Version } from '../core/version.ts';
import type { GvError } from '../errors.ts';
import type { Signer } from './openpgp/claim.ts';

/**
 * How an archive came: from the official host; from a mirror of it, with the official index at hand; from a company
 * mirror while no official index could be reached; or as a file that somebody carried here; or as a module zip, from a
 * module proxy or carried.
 */
export type Arrival = 'official' | 'mirror' | 'mirror-without-index' | 'carried' | 'module-zip';

/** Who names a digest: an index, one that was kept, or a person. */
export interface DigestSource {
  readonly from: 'index' | 'flag' | 'cache';
  /** The index's host where that is not an official one: its word is no proof of what was never signed. */
  readonly host?: string | undefined;
}

export type DigestEvidence =
  | ({ readonly state: 'matches'; readonly sha256: string } & DigestSource)
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly error: GvError };

export type SignatureEvidence =
  | { readonly state: 'good'; readonly signer: Signer }
  | { readonly state: 'absent' }
  | { readonly state: 'failed'; readonly error: GvError };

/** Inclusion of the toolchain's h1 in Go's checksum database. */
export type LogEvidence =
  | { readonly state: 'included'; readonly h1: string; readonly record: number; readonly treeSize: number }
  | { readonly state: 'unavailable'; readonly why: string }
  | { readonly state: 'failed'; readonly error: GvError };

/** All that is known about an archive before it is unpacked. */
export interface Evidence {
  readonly version: Version;
  readonly fileName: string;
  readonly how: Arrival;
  readonly digest: DigestEvidence;
  readonly signature: SignatureEvidence;
  readonly log: LogEvidence;
  /** `--unproven` stood on this very command line. */
  readonly unproven: boolean;
}

/** One independent reason to believe the bytes. */
export type Proof =
  | ({ readonly kind: 'digest'; readonly sha256: string } & DigestSource)
  | { readonly kind: 'signature'; readonly signer: Signer }
  | { readonly kind: 'log'; readonly h1: string; readonly record: number; readonly treeSize: number };

export interface Verdict {
  readonly proofs: readonly Proof[];
  /** A proof that had to hold is missing and `--unproven` let the archive in: said loudly, marked in the receipt. */
  readonly unproven: boolean;
  /** `module`: only the log speaks for it, beside an index that is not official perhaps, and so for nothing that a toolchain module leaves out. */
  readonly covers: 'everything' | 'module';
  /** What was not proven, in words, also where it did not have to be: the receipt says it. */
  readonly missing: readonly string[];
}
