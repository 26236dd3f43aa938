import { isRecord, parseJson } from '../json.ts';
import { LIMITS } from '../limits.ts';

/** A proof as it is remembered: which one it was, and what it rests on. */
export type ReceiptProof =
  | { readonly kind: 'digest'; readonly from: string }
  | {
      readonly kind: 'signature';
      /** Fingerprints in upper-case hex. */
      readonly primary: string;
      readonly subkey: string;
      /** ISO 8601. */
      readonly created: string;
      /** `embedded` and `refreshed` are Google's key; `keyring` is a key of the user's own. */
      readonly keys: string;
    }
  | {
      /** Inclusion in Go's checksum database. */
      readonly kind: 'log';
      readonly h1: string;
      /** The record's number, and how many there were. */
      readonly record: number;
      readonly treeSize: number;
    };

/** What is known of a toolchain's origin, kept beside it for as long as it is installed. */
export interface Receipt {
  readonly schema: 1;
  readonly release: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly archive: string;
  /** URL without credentials, or the path of a carried file. */
  readonly source: string;
  readonly sha256: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly proofs: readonly ReceiptProof[];
  /** True when proofs were missing and the user let it in by `--unproven`. */
  readonly unproven: boolean;
  /** What was not asked or could not be had. */
  readonly missing: readonly string[];
  /** ISO 8601. */
  readonly installed: string;
}

export function receiptText(receipt: Receipt): string {
  return `${JSON.stringify(receipt, undefined, 2)}\n`;
}

/** Reads a receipt; undefined when the text is none of this schema. */
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
    value['missing'].every((text) => typeof text === 'string')
  );
}

type Field = readonly [name: string, type: 'string' | 'number'];

/** The fields of each kind of proof. */
const PROOF_FIELDS: ReadonlyMap<unknown, readonly Field[]> = new Map<unknown, readonly Field[]>([
  ['digest', [['from', 'string']]],
  [
    'signature',
    [
      ['primary', 'string'],
      ['subkey', 'string'],
      ['created', 'string'],
      ['keys', 'string'],
    ],
  ],
  [
    'log',
    [
      ['h1', 'string'],
      ['record', 'number'],
      ['treeSize', 'number'],
    ],
  ],
]);

function isProof(value: unknown): value is ReceiptProof {
  if (!isRecord(value)) return false;
  const wanted = PROOF_FIELDS.get(value['kind']);
  return wanted !== undefined && wanted.every(([name, type]) => typeof value[name] === type);
}
