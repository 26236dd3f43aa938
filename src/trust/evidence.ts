import type { ProofKind, ProofWords } from '../core/proof.ts';
import type { Version } from '../core/version.ts';
import type { GvError } from '../errors.ts';
import type { Signer } from './openpgp/claim.ts';

/**
 * How an archive arrived: from the official host; from a mirror of it, with the official index at hand; from a company
 * mirror while no official index could be reached; as a file that the user carried here; as a module zip from a
 * module proxy; or as one that the user carried here.
 */
export type Arrival =
  | 'official'
  | 'mirror'
  | 'mirror-without-index'
  | 'carried'
  | 'module-zip'
  | 'carried-zip';

/** The origin of an expected digest: an index, a kept index, or the command line. */
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

/** All that is known about an archive before it may leave its stage. */
export interface Evidence {
  readonly version: Version;
  readonly fileName: string;
  readonly how: Arrival;
  readonly digest: DigestEvidence;
  readonly signature: SignatureEvidence;
  readonly log: LogEvidence;
  /** `--unproven` stood on this very command line. */
  readonly unproven: boolean;
  /** Proofs that the user makes mandatory (`--require`, or `require` in the config). */
  readonly demanded?: readonly ProofKind[];
}

/** One independent reason to believe the bytes. */
export type Proof =
  | ({ readonly kind: 'digest'; readonly sha256: string } & DigestSource)
  | { readonly kind: 'signature'; readonly signer: Signer }
  | { readonly kind: 'log'; readonly h1: string; readonly record: number; readonly treeSize: number };

export interface Verdict {
  readonly proofs: readonly Proof[];
  /** A required proof is missing and `--unproven` let the archive in: shown loudly, marked in the receipt. */
  readonly unproven: boolean;
  /** `module`: only the checksum database, beside an unofficial index perhaps, proves the archive, and thus none of the files that a toolchain module leaves out. */
  readonly covers: 'everything' | 'module';
  /** Google's key speaks for the bytes, or for bytes without a signature the digest of an official index; not only a key, an index or a digest of the user's own. */
  readonly official: boolean;
  /** The missing proofs in words, for the receipt; also those that are not required. */
  readonly missing: readonly string[];
  /** The word of each proof. */
  readonly said: ProofWords;
}
