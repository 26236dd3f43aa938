import type { Reuse } from '../events.ts';
import { isRecord, parseJson } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { isProof, type ProofKind, type ProofWords, type ReceiptProof } from '../proof.ts';
import { isModuleZip } from '../release/module-name.ts';

/** The record of a toolchain's origin, kept as long as the toolchain is installed. */
export interface Receipt {
  readonly schema: 1;
  readonly release: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly archive: string;
  /** URL without credentials, or the path of a carried file. */
  readonly source: string;
  /** Lower-case hex; empty where only pieces of the archive were fetched, as `reused` tells. */
  readonly sha256: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly proofs: readonly ReceiptProof[];
  /** True when proofs were missing and the user gave `--unproven`. */
  readonly unproven: boolean;
  /** The proofs that were not asked for or could not be had, in words. */
  readonly missing: readonly string[];
  /** The word of each proof at the install, asked for or not; receipts of older gv have none. */
  readonly said?: ProofWords;
  /** The `h1:` that the module of the installed files has, also where the checksum database was not asked; receipts of older gv have none. */
  readonly h1?: string;
  /** ISO 8601. */
  readonly installed: string;
  /** Files that were copied from an installed toolchain; the proofs are over all files. */
  readonly reused?: Reuse;
  /** The toolchain is a link to the tree of another manager, `source`, which may change or remove it. */
  readonly shared?: true;
  /** ISO 8601; when `gv verify --repair` put files back. */
  readonly repaired?: string;
}

export function receiptText(receipt: Receipt): string {
  return `${JSON.stringify(receipt, undefined, 2)}\n`;
}

/** Reads a receipt; undefined when the text does not follow this schema. */
export function parseReceipt(text: string): Receipt | undefined {
  if (text.length > LIMITS.textBytes) return undefined;
  const value = parseJson(text);
  return isReceipt(value) ? value : undefined;
}

const TEXTS = ['release', 'platform', 'archive', 'source', 'sha256', 'installed'] as const;

function isReceipt(value: unknown): value is Receipt {
  return (
    isRecord(value) &&
    value['schema'] === 1 &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    typeof value['unproven'] === 'boolean' &&
    Array.isArray(value['proofs']) &&
    value['proofs'].every(isProof) &&
    Array.isArray(value['missing']) &&
    value['missing'].every((text) => typeof text === 'string') &&
    (value['shared'] === undefined || value['shared'] === true) &&
    (value['reused'] === undefined || isReuse(value['reused'])) &&
    (value['said'] === undefined || isWords(value['said'])) &&
    (value['h1'] === undefined || typeof value['h1'] === 'string')
  );
}

function isWords(value: unknown): boolean {
  return isRecord(value) && ['digest', 'signature', 'log'].every((kind) => typeof value[kind] === 'string');
}

function isReuse(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['release'] === 'string' &&
    typeof value['files'] === 'number' &&
    typeof value['bytes'] === 'number'
  );
}

/**
 * Whether the tree holds all of the official archive: a module zip lacks parts of it, and of an archive that only the checksum
 * database proves, beside an unofficial index perhaps, the unproven parts were left out.
 */
export function isWhole(receipt: Receipt): boolean {
  if (isModuleZip(receipt)) return false;
  return receipt.unproven || receipt.proofs.some(speaksForAll);
}

/** The mandatory proofs that a receipt lacks; a toolchain without a receipt has none. */
export function lackedBy(receipt: Receipt | undefined, demanded: readonly ProofKind[]): readonly ProofKind[] {
  return demanded.filter((kind) => receipt?.proofs.some((proof) => proof.kind === kind) !== true);
}

/**
 * The record that keeps the digest of a receipt's archive: `official` where Google's key speaks for the bytes, or for bytes without
 * a signature the digest of an official index; `own` for a key, an index or a digest of the user's own (`Verdict.official`). None for
 * a module zip, and where the bytes are not proven, or only a module in them: an attacker may have made the rest, and
 * the digest of such an archive must not make the genuine one look changed.
 */
export function archiveRecordOf(receipt: Receipt): 'official' | 'own' | undefined {
  if (receipt.unproven || !isWhole(receipt) || receipt.sha256 === '') return undefined;
  const signature = receipt.proofs.find((proof) => proof.kind === 'signature');
  if (signature !== undefined) return signature.keys === 'keyring' ? 'own' : 'official';
  const isOfficial = ({ from, host }: { readonly from: string; readonly host?: string }): boolean =>
    from !== 'flag' && host === undefined;
  return receipt.proofs.some((proof) => proof.kind === 'digest' && isOfficial(proof)) ? 'official' : 'own';
}

function speaksForAll(proof: ReceiptProof): boolean {
  return proof.kind === 'signature' || (proof.kind === 'digest' && proof.host === undefined);
}
