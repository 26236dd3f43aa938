export type HashName = 'sha256' | 'sha384' | 'sha512';

/**
 * A file whose bytes were hashed while they were read. The proofs need nothing else of it,
 * so a 70 MB archive is never held in memory and its SHA-256 is computed once.
 */
export interface Measured {
  /** Base name, e.g. `go1.22.5.linux-amd64.tar.gz`. */
  readonly name: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** hash(file ‖ suffix): what an OpenPGP signature signs, its trailer being the suffix (RFC 9580, 5.2.4). */
  digestWith(algorithm: HashName, suffix: Uint8Array): Promise<Uint8Array>;
}
