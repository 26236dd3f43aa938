import { GvError } from '../errors.ts';
import type { LogEvidence, SignatureEvidence } from './evidence.ts';
import type { LogProof } from './log/prove.ts';
import { isRecorded } from './policy.ts';

/** A signed archive, and the record of its release. */
export interface HeldArchive {
  readonly fileName: string;
  /** The h1 that the module of its files has. */
  readonly h1: string;
  readonly signature: SignatureEvidence;
  readonly proof: Pick<LogProof, 'h1' | 'record' | 'treeSize'>;
  /** The user's config names the checksum database. */
  readonly isOwnLog: boolean;
}

/**
 * Compares a signed archive with its release's record. Another h1 contradicts digest and signature, and fails with
 * `log-contradicts`, where the record is over the very files of the archive; it says nothing where equality of the two was never
 * shown, and where a key of the user's own signed what need not be the Go team's.
 */
export function heldAgainstLog({ fileName, h1, signature, proof, isOwnLog }: HeldArchive): LogEvidence {
  const { record, treeSize } = proof;
  if (proof.h1 === h1) return { state: 'included', h1, record, treeSize };
  if (!isRecorded(fileName))
    return {
      state: 'unavailable',
      why: `it records a module with ${proof.h1}, which may hold other files than the archive`,
    };
  const isOwnKey = signature.state === 'good' && signature.signer.origin === 'keyring';
  if (isOwnKey && !isOwnLog)
    return {
      state: 'unavailable',
      why: 'it records other files than those that a key of your keyring signed',
    };
  const text = `${fileName} is signed, but the checksum database records other files for it: ${proof.h1} instead of ${h1}`;
  const hint =
    'Nothing was installed. Signature or database was tampered with: report both to the Go security team, https://go.dev/security';
  return { state: 'failed', error: new GvError('log-contradicts', text, { hint }) };
}
