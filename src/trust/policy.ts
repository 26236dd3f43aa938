import { GvError, type ErrorCode } from '../errors.ts';
import type { DigestEvidence, Evidence, Proof, Verdict } from './evidence.ts';
import { checkPublished, signatureExpected } from './published.ts';

type Kind = Proof['kind'];

/** The proofs that one way of arriving requires, and those that are used where they can be had. */
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
 * Whether to ask the checksum database about an archive. The answer costs a reading of the whole archive, so gv asks
 * where the proof is required, and where only a signature vouches for a mirror. Fails with the error of a proof that
 * failed already, so that the archive is not read for nothing.
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
 * The table. Only the compiled-in record says that a file was never signed, and thus needs no signature. A good signature
 * that such a file has nevertheless, by the user's keyring, replaces the checksum database.
 */
function ruleFor(evidence: Evidence): Rule {
  const { version, fileName, how, digest, signature } = evidence;
  const expected = signatureExpected(version, fileName);
  // No proof covers the bytes of a zip; the checksum database covers its content.
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

const REFUSAL: Readonly<
  Record<Kind, { readonly code: ErrorCode; readonly hint: (evidence: Evidence) => string }>
> = {
  digest: { code: 'digest-missing', hint: () => 'Try again when the official index can be reached.' },
  signature: {
    code: 'signature-missing',
    hint: ({ fileName }) => `Releases like this one are signed: get https://go.dev/dl/${fileName}.asc too.`,
  },
  log: {
    code: 'log-missing',
    hint: () =>
      'No signature was ever made for a file like this one: only the checksum database proves it, and GOPROXY names a server that passes it on.',
  },
};

function refusal(kind: Kind, evidence: Evidence): GvError {
  const { code, hint } = REFUSAL[kind];
  return new GvError(code, `go${evidence.version.label} is not proven: ${WHY_MISSING[kind](evidence)}`, {
    hint: `${hint(evidence)} To take it unproven all the same, add --unproven.`,
  });
}
