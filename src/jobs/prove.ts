import type { Measured } from '../core/measured.ts';
import type { ReceiptProof } from '../core/receipt.ts';
import type { Version } from '../core/version.ts';
import { GvError } from '../errors.ts';
import { readSmall } from '../io/read.ts';
import { checkDigest, type ExpectedBytes } from '../trust/digest.ts';
import type { Arrival, DigestEvidence, Proof, SignatureEvidence, Verdict } from '../trust/evidence.ts';
import type { Keyring } from '../trust/keys.ts';
import { checkSignedTime } from '../trust/published.ts';
import { judge } from '../trust/policy.ts';
import { checkSeen, parseSeen } from '../trust/seen.ts';
import { verifySignature } from '../trust/signature.ts';
import type { World } from '../world.ts';

/** An archive that has arrived, with what came beside it. */
export interface Arrived {
  readonly version: Version;
  readonly measured: Measured;
  readonly how: Arrival;
  /** What it must be, and who says so. */
  readonly expected: (ExpectedBytes & { readonly from: 'index' | 'flag' | 'cache' }) | undefined;
  /** The detached signature; undefined when none is to be had. */
  readonly signature: Uint8Array | undefined;
  readonly keyring: Keyring;
  /** `--unproven` stood on this very command line. */
  readonly unproven: boolean;
}

/**
 * Gathers the evidence for an archive and has it judged. Nothing of the archive has been unpacked yet.
 * Fails with any of the codes of exit class 5.
 */
export async function prove(world: World, arrived: Arrived): Promise<Verdict> {
  const { version, measured, how, unproven } = arrived;
  const seen = readSmall(world.layout.seenDigests, SEEN_BYTES);
  checkSeen(parseSeen(seen ?? '', world.layout.seenDigests), measured);
  return judge({
    version,
    fileName: measured.name,
    how,
    digest: digestEvidence(arrived),
    signature: await signatureEvidence(world, arrived),
    log: { state: 'unavailable', why: 'this gv cannot ask it yet' },
    unproven,
  });
}

/** A signature made before the release was built, as its VERSION says, is none of that release. Fails with `signer-expired`. */
export function checkBuilt({ proofs }: Verdict, built: Date | undefined): void {
  for (const proof of proofs) if (proof.kind === 'signature') checkSignedTime(proof.signer, built);
}

/** Room for some ten thousand archives. */
export const SEEN_BYTES = 1024 * 1024;

function digestEvidence({ measured, expected }: Arrived): DigestEvidence {
  if (expected === undefined) return { state: 'none' };
  try {
    checkDigest(measured, expected);
    return { state: 'matches', sha256: expected.sha256, from: expected.from };
  } catch (error) {
    if (error instanceof GvError) return { state: 'failed', error };
    throw error;
  }
}

async function signatureEvidence(
  world: World,
  { measured, signature, keyring }: Arrived,
): Promise<SignatureEvidence> {
  if (signature === undefined) return { state: 'absent' };
  try {
    return {
      state: 'good',
      signer: await verifySignature({ measured, signature, keyring, now: world.now() }),
    };
  } catch (error) {
    if (error instanceof GvError) return { state: 'failed', error };
    throw error;
  }
}

/** A proof as receipts and reports tell it. */
export function receiptProofs(proofs: readonly Proof[]): readonly ReceiptProof[] {
  return proofs.flatMap((proof): readonly ReceiptProof[] => {
    switch (proof.kind) {
      case 'digest':
        return [{ kind: 'digest', from: proof.from }];
      case 'signature': {
        const { primary, subkey, created, origin } = proof.signer;
        return [{ kind: 'signature', primary, subkey, created: created.toISOString(), keys: origin }];
      }
      case 'log':
        return [{ kind: 'log', h1: proof.h1, record: proof.record, treeSize: proof.treeSize }];
    }
  });
}
