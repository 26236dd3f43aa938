import { GvError, type ErrorCode } from '../errors.ts';
import type { DigestEvidence, Evidence, Proof, Verdict } from './evidence.ts';
import { checkPublished, signatureExpected } from './published.ts';

type Kind = Proof['kind'];

/** What must hold for one way of arriving, and what is taken along when it can be had. */
interface Rule {
  readonly required: readonly Kind[];
  readonly welcome: readonly Kind[];
}

/**
 * Decides whether an archive is proven. The rule of its row must hold; `--unproven` lets in what *lacks* a proof, and
 * never what *fails* one: wrong bytes, a wrong signature, a foreign or revoked signer are signs of an attack.
 * Fails with the error of the proof that failed, `signer-expired` for a signature older than its release, or
 * `digest-missing`, `signature-missing`, `log-missing`.
 */
export function judge(evidence: Evidence): Verdict {
  refuseFailed(evidence);
  const { required, welcome } = ruleFor(evidence);
  const lacking = required.filter((kind) => PROOF_OF[kind](evidence) === undefined);
  const [first] = lacking;
  if (first !== undefined && !evidence.unproven) throw refusal(first, evidence);
  const asked = [...required, ...welcome];
  const proofs = (['digest', 'signature', 'log'] as const).flatMap((kind) => PROOF_OF[kind](evidence) ?? []);
  const isUnproven = first !== undefined;
  return {
    proofs,
    unproven: isUnproven,
    covers: isUnproven || proofs.some(coversAll) ? 'everything' : 'module',
    missing: asked
      .filter((kind) => PROOF_OF[kind](evidence) === undefined)
      .map((kind) => WHY_MISSING[kind](evidence)),
  };
}

/**
 * Whether the checksum database is to be asked about an archive. It costs a reading of the whole archive, so it is done
 * where its proof has to hold, and where nothing but a signature speaks for a mirror. Fails with the error of a proof that
 * failed already: what is known to be wrong is not even read.
 */
export function logWanted(evidence: Evidence): 'required' | 'welcome' | 'no' {
  refuseFailed(evidence);
  if (ruleFor(evidence).required.includes('log')) return 'required';
  return evidence.how === 'mirror-without-index' ? 'welcome' : 'no';
}

function refuseFailed({ version, digest, signature, log }: Evidence): void {
  for (const proof of [digest, signature, log]) if (proof.state === 'failed') throw proof.error;
  if (signature.state === 'good') checkPublished(signature.signer, version);
}

/**
 * The table. A signature that was never made cannot be asked for, and the compiled-in record alone says so. Where the
 * file has one nevertheless, by a keyring of the user's, it stands in for the checksum database.
 */
function ruleFor(evidence: Evidence): Rule {
  const { version, fileName, how, digest, signature } = evidence;
  const expected = signatureExpected(version, fileName);
  // A zip's own bytes are covered by nothing; its content is, by the log.
  if (how === 'module-zip') return { required: ['log'], welcome: [] };
  const second: Kind = expected || signature.state === 'good' ? 'signature' : 'log';
  if (how === 'carried' || how === 'mirror-without-index') {
    const welcome: readonly Kind[] = second === 'log' ? ['digest'] : ['digest', 'log'];
    return { required: [second], welcome };
  }
  // Releases up to 1.5.2 have no digest in the index; none of them was signed.
  if (!expected && !isIndexed(digest)) return { required: ['log'], welcome: ['digest'] };
  return { required: ['digest', second], welcome: [] };
}

/** Only a digest of an index is a proof by itself; one from `--sha256` supports a carried file. */
function isIndexed(digest: DigestEvidence): boolean {
  return digest.state === 'matches' && digest.from !== 'flag';
}

/** Whether a proof speaks for every byte of an archive: an index that is not official is no proof of its own. */
function coversAll(proof: Proof): boolean {
  return proof.kind === 'signature' || (proof.kind === 'digest' && proof.host === undefined);
}

const PROOF_OF: Readonly<Record<Kind, (evidence: Evidence) => Proof | undefined>> = {
  digest: ({ how, digest }) =>
    digest.state === 'matches' && (isIndexed(digest) || how === 'carried' || how === 'module-zip')
      ? { kind: 'digest', sha256: digest.sha256, from: digest.from, host: digest.host }
      : undefined,
  signature: ({ signature }) =>
    signature.state === 'good' ? { kind: 'signature', signer: signature.signer } : undefined,
  log: ({ log }) =>
    log.state === 'included'
      ? { kind: 'log', h1: log.h1, record: log.record, treeSize: log.treeSize }
      : undefined,
};

const WHY_MISSING: Readonly<Record<Kind, (evidence: Evidence) => string>> = {
  digest: ({ fileName }) => `index digest: no release index names one for ${fileName}`,
  signature: ({ fileName }) => `OpenPGP signature: none came with ${fileName}`,
  log: ({ log }) => `checksum database: ${log.state === 'unavailable' ? log.why : 'not asked'}`,
};

const REFUSAL: Readonly<Record<Kind, { readonly code: ErrorCode; readonly hint: string }>> = {
  digest: { code: 'digest-missing', hint: 'Try again when the official index can be reached.' },
  signature: { code: 'signature-missing', hint: 'Releases like this one are signed: get the .asc file too.' },
  log: {
    code: 'log-missing',
    hint: 'No signature was ever made for a file like this one: only the checksum database proves it, and GOPROXY names who passes it on.',
  },
};

function refusal(kind: Kind, evidence: Evidence): GvError {
  const { code, hint } = REFUSAL[kind];
  return new GvError(code, `go${evidence.version.label} is not proven: ${WHY_MISSING[kind](evidence)}`, {
    hint: `${hint} To take it unproven all the same, add --unproven.`,
  });
}
