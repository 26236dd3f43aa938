import type { FileHandle } from 'node:fs/promises';
import { gzipMembers } from '../../core/archive/gzip.ts';
import type { Measured } from '../../core/measured.ts';
import type { Platform } from '../../core/platform.ts';
import type { ProofKind, ReceiptProof } from '../../core/proof.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import type { Unpacked } from '../../io/tar/recorder.ts';
import { hashTree } from '../../io/tar/unpack.ts';
import { hashZip } from '../../io/zip/zip-hash.ts';
import { checkDigest, type ExpectedBytes } from '../../trust/digest.ts';
import type {
  Arrival,
  DigestEvidence,
  DigestSource,
  Evidence,
  LogEvidence,
  Proof,
  SignatureEvidence,
  Verdict,
} from '../../trust/evidence.ts';
import { heldAgainstLog } from '../../trust/held-against-log.ts';
import { moduleH1 } from '../../trust/log/module-h1.ts';
import type { LogProof } from '../../trust/log/prove.ts';
import type { OpenedSignature } from '../../trust/openpgp/signature.ts';
import { judge, logWanted, type LogWish } from '../../trust/policy.ts';
import { checkSignedTime } from '../../trust/published.ts';
import { checkSeen, parseSeen } from '../../trust/seen.ts';
import type { World } from '../../world.ts';
import { answerOf, isSilence, type LogAnswer } from '../log/ask-log.ts';

/** An archive that has arrived, with the material for its proofs. */
export interface Arrived {
  readonly version: Version;
  /** The platform by its file name. */
  readonly platform: Platform | 'source';
  readonly measured: Measured;
  /** Open on the bytes that were measured. */
  readonly handle: FileHandle;
  readonly how: Arrival;
  /** The expected size and digest, and their source. */
  readonly expected: (ExpectedBytes & DigestSource) | undefined;
  /** Verifies the detached signature; undefined when no source has one. */
  readonly signature: OpenedSignature['verify'] | undefined;
  /** The tree that was unpacked while the archive arrived. */
  readonly tree?: () => Promise<Unpacked>;
  /** Asks the checksum database; undefined where gv may not ask it. */
  readonly askLog: AskLog | undefined;
  /** The user's config names the checksum database. */
  readonly isOwnLog: boolean;
  /** `--unproven` stood on this command line. */
  readonly unproven: boolean;
  /** Proofs that the user makes mandatory. */
  readonly demanded: readonly ProofKind[];
}

/** A release's toolchain on a platform, and how much the checksum database's word is wanted. */
export interface LogAsked {
  readonly version: Version;
  readonly platform: Platform;
  readonly wish: Exclude<LogWish, 'no'>;
}

/** Asks for the record of a release. */
export type AskLog = (asked: LogAsked) => Promise<LogProof>;

/**
 * Gathers the evidence for an archive and has it judged. Where the checksum database is asked, the digests of the archive's files
 * count, which were taken while it was unpacked; an archive that was not unpacked on its way is read and hashed for them without
 * writing a byte. Fails with any of the codes of exit class 5.
 */
export async function prove(world: World, arrived: Arrived): Promise<Verdict> {
  const { version, measured, how, unproven, demanded } = arrived;
  const { seenDigests, seenOwnDigests } = world.layout;
  checkSeenIn(seenDigests, measured);
  const evidence: Evidence = {
    version,
    fileName: measured.name,
    how,
    digest: digestEvidence(measured, arrived.expected),
    signature: await signatureEvidence(arrived),
    log: NOT_ASKED,
    unproven,
    demanded,
  };
  const wish = logWanted(evidence);
  const log = wish === 'no' ? NOT_ASKED : await archiveLogEvidence(world, { arrived, evidence, wish });
  const verdict = judge({ ...evidence, log });
  if (!verdict.official) checkSeenIn(seenOwnDigests, measured);
  return verdict.covers === 'everything' ? verdict : { ...verdict, missing: [...verdict.missing, UNCOVERED] };
}

function checkSeenIn(record: string, measured: Measured): void {
  checkSeen(parseSeen(readSmall(record, SEEN_BYTES) ?? '', record), measured);
}

const UNCOVERED = 'api, doc, misc and test: the checksum database does not cover them, so they are left out';

const NOT_ASKED: LogEvidence = { state: 'unavailable', why: 'not asked' };

const UNNAMED: LogEvidence = {
  state: 'unavailable',
  why: 'GOPROXY names no module proxy that may pass it on',
};

interface LogMatter {
  readonly arrived: Arrived;
  /** Without the log. */
  readonly evidence: Evidence;
  readonly wish: LogAsked['wish'];
}

/** Asks the log first: without its answer, reading the archive would mostly be in vain. */
async function archiveLogEvidence(
  world: World,
  { arrived, evidence, wish }: LogMatter,
): Promise<LogEvidence> {
  const { version, platform, measured, askLog, isOwnLog } = arrived;
  if (platform === 'source') return { state: 'unavailable', why: 'it has no source archives' };
  if (askLog === undefined) return UNNAMED;
  // Settings that cannot be used are a failure only where the log is needed.
  const excused = (error: GvError): boolean =>
    isSilence(error) || error.code === 'log-disabled' || (wish === 'in-time' && error.code === 'bad-config');
  const answer = await answerOf(askLog({ version, platform, wish }), excused);
  if (answer.kind === 'none') return { state: 'unavailable', why: answer.why };
  const { files } = await treeOf(world, arrived);
  const h1 = moduleH1(files, toolchainModule(version, platform));
  const { name: fileName } = measured;
  const { signature, demanded = [] } = evidence;
  const isBeside = wish === 'in-time' || (signature.state === 'good' && demanded.includes('log'));
  if (!isBeside) return logEvidence(answer, h1, fileName);
  return heldAgainstLog({ fileName, h1, signature, proof: answer.proof, isOwnLog });
}

async function treeOf({ signal }: World, { version, measured, handle, tree }: Arrived): Promise<Unpacked> {
  if (tree !== undefined) return await tree();
  if (measured.name.endsWith('.zip')) return await hashZip(handle, 'go/', signal);
  return await hashTree(handle, { signal, members: gzipMembers(version) });
}

/** The evidence of the log's answer for content with this h1. */
export function logEvidence(answer: LogAnswer, h1: string, fileName: string): LogEvidence {
  if (answer.kind === 'none') return { state: 'unavailable', why: answer.why };
  const { record, treeSize } = answer.proof;
  if (answer.proof.h1 === h1) return { state: 'included', h1, record, treeSize };
  const error = new GvError(
    'log-wrong',
    `${fileName} holds other files than the checksum database records: ${h1} instead of ${answer.proof.h1}`,
    { hint: 'Do not use this file: its server sent another toolchain. Compare with another network.' },
  );
  return { state: 'failed', error };
}

/** A signature that is older than the build, as VERSION has it, belongs to another release. Fails with `signer-expired`. */
export function checkBuilt({ proofs }: Verdict, built: Date | undefined): void {
  for (const proof of proofs) if (proof.kind === 'signature') checkSignedTime(proof.signer, built);
}

/** Room for some ten thousand archives. */
export const SEEN_BYTES = 1024 * 1024;

/** The evidence of a digest for a file; none without an expected digest. */
export function digestEvidence(measured: Measured, expected: Arrived['expected']): DigestEvidence {
  if (expected === undefined) return { state: 'none' };
  try {
    checkDigest(measured, expected);
    return { state: 'matches', sha256: expected.sha256, from: expected.from, host: expected.host };
  } catch (error) {
    if (error instanceof GvError) return { state: 'failed', error };
    throw error;
  }
}

async function signatureEvidence({ measured, signature }: Arrived): Promise<SignatureEvidence> {
  if (signature === undefined) return { state: 'absent' };
  try {
    return { state: 'good', signer: await signature(measured) };
  } catch (error) {
    if (error instanceof GvError) return { state: 'failed', error };
    throw error;
  }
}

/** Proofs in the form of receipts and reports. */
export function receiptProofs(proofs: readonly Proof[]): readonly ReceiptProof[] {
  return proofs.flatMap((proof): readonly ReceiptProof[] => {
    switch (proof.kind) {
      case 'digest':
        return [
          { kind: 'digest', from: proof.from, ...(proof.host === undefined ? {} : { host: proof.host }) },
        ];
      case 'signature': {
        const { primary, subkey, created, origin } = proof.signer;
        return [{ kind: 'signature', primary, subkey, created: created.toISOString(), keys: origin }];
      }
      case 'log':
        return [{ kind: 'log', h1: proof.h1, record: proof.record, treeSize: proof.treeSize }];
    }
  });
}
