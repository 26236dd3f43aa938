import { parseArchiveName } from '../core/release/archive-name.ts';
import { isModuleOfArchive } from '../core/release/module-form.ts';
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
  const { required, welcome } = demandedBy(evidence);
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
    official: isOfficial(proofs),
    missing: asked
      .filter((kind) => PROOF_OF[kind](evidence) === undefined)
      .map((kind) => WHY_MISSING[kind](evidence)),
    said: {
      digest: wordOf('digest', evidence),
      signature: wordOf('signature', evidence),
      log: wordOf('log', evidence),
    },
  };
}

function wordOf(kind: Kind, evidence: Evidence): string {
  return PROOF_OF[kind](evidence) === undefined ? WHY_MISSING[kind](evidence) : 'holds';
}

/** Whether the checksum database's word is needed, worth waiting for, or heard where it comes in time. */
export type LogWish = 'required' | 'welcome' | 'in-time' | 'no';

/**
 * Whether to ask the checksum database about an archive: where the proof is required, where only a signature vouches for a
 * mirror, and, beside the download, where the database records the very files of the archive. Fails with the error of a
 * proof that failed already, so that no question is asked in vain.
 */
export function logWanted(evidence: Evidence): LogWish {
  refuseFailed(evidence);
  const { required, welcome } = demandedBy(evidence);
  if (required.includes('log')) return 'required';
  if (evidence.how === 'carried' || !welcome.includes('log')) return 'no';
  return evidence.how === 'mirror-without-index' ? 'welcome' : 'in-time';
}

function refuseFailed({ version, digest, signature, log }: Evidence): void {
  for (const proof of [digest, signature, log]) if (proof.state === 'failed') throw proof.error;
  if (signature.state === 'good') checkPublished(signature.signer, version);
}

/** The rule of the table, with the proofs that the user demands beside. */
function demandedBy(evidence: Evidence): Rule {
  const { required, welcome } = ruleFor(evidence);
  const all = new Set([...required, ...(evidence.demanded ?? [])]);
  return { required: [...all], welcome: welcome.filter((kind) => !all.has(kind)) };
}

/**
 * The table. Only the compiled-in record says that a file was never signed, and thus needs no signature. A good signature
 * that such a file has nevertheless, by the user's keyring, replaces the checksum database.
 */
function ruleFor(evidence: Evidence): Rule {
  const { version, fileName, how, digest, signature } = evidence;
  const expected = signatureExpected(version, fileName);
  // No proof covers the bytes of a zip; the checksum database covers its content.
  if (how === 'module-zip' || how === 'carried-zip') return { required: ['log'], welcome: [] };
  const second: Kind = expected || signature.state === 'good' ? 'signature' : 'log';
  if (how === 'carried' || how === 'mirror-without-index') {
    const welcome: readonly Kind[] = second === 'log' ? ['digest'] : ['digest', 'log'];
    return { required: [second], welcome };
  }
  // Releases up to 1.5.2 have no digest in the index; none of them was signed.
  if (!expected && !isIndexed(digest)) return { required: ['log'], welcome: ['digest'] };
  return { required: ['digest', second], welcome: second !== 'log' && isRecorded(fileName) ? ['log'] : [] };
}

/** Whether the checksum database records the very files of an archive, by its file name. */
export function isRecorded(fileName: string): boolean {
  const name = parseArchiveName(fileName);
  return name !== undefined && isModuleOfArchive(name.version, { os: name.target.split('-')[0] ?? '' });
}

/** Only a digest of an index is a proof by itself; one from `--sha256` supports a carried file. */
function isIndexed(digest: DigestEvidence): boolean {
  return digest.state === 'matches' && digest.from !== 'flag';
}

/** Whether a proof speaks for every byte of an archive: an index that is not official is no proof of its own. */
function coversAll(proof: Proof): boolean {
  return proof.kind === 'signature' || (proof.kind === 'digest' && proof.host === undefined);
}

/** Where a key of the user's own had to sign, it may have signed what Google never made, whatever an index says. */
function isOfficial(proofs: readonly Proof[]): boolean {
  const signature = proofs.find((proof) => proof.kind === 'signature');
  if (signature !== undefined) return signature.signer.origin !== 'keyring';
  return proofs.some((proof) => proof.kind === 'digest' && proof.from !== 'flag' && proof.host === undefined);
}

const PROOF_OF: Readonly<Record<Kind, (evidence: Evidence) => Proof | undefined>> = {
  digest: ({ how, digest }) =>
    digest.state === 'matches' &&
    (isIndexed(digest) || how === 'carried' || how === 'module-zip' || how === 'carried-zip')
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
    hint: (evidence) =>
      `${proofFileHint(evidence)}No signature was ever made for a file like this one: only the checksum database proves it, and GOPROXY names a server that passes it on.`,
  },
};

/** A proof file proves without a network, and is heeded beside a carried file alone. */
function proofFileHint({ version: { label }, how }: Evidence): string {
  if (how !== 'carried' && how !== 'carried-zip') return '';
  const print = `gv verify --proof ${label} > go${label}.tlog-proof`;
  return `Where a machine of this platform has a network, ${print} prints the proof: carry it here, and add --log-proof go${label}.tlog-proof (beside the file, as FILE.tlog-proof, gv finds it by itself). `;
}

const DEMANDED =
  'The proof is mandatory by --require, or by require in the config (gv config unset require).';

function refusal(kind: Kind, evidence: Evidence): GvError {
  const { code, hint } = REFUSAL[kind];
  const cure = ruleFor(evidence).required.includes(kind) ? hint(evidence) : DEMANDED;
  return new GvError(code, `go${evidence.version.label} is not proven: ${WHY_MISSING[kind](evidence)}`, {
    hint: `${cure} To take it unproven all the same, add --unproven.`,
  });
}
