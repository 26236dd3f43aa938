import { isRecord } from './json.ts';

/** A proof as a receipt keeps it: its kind, and the facts it rests on. */
export type ReceiptProof =
  | {
      readonly kind: 'digest';
      readonly from: string;
      /** The host whose index it was, where that is not an official one. */
      readonly host?: string;
    }
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
  | LogRecord;

/** Inclusion in Go's checksum database. */
export interface LogRecord {
  readonly kind: 'log';
  readonly h1: string;
  /** The record's number, and the number of records in the tree. */
  readonly record: number;
  readonly treeSize: number;
}

/** The kinds of proofs, each of which stands alone. */
export const PROOF_KINDS = ['digest', 'signature', 'log'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** Reads a list of kinds such as `digest,log`; undefined for a text that names anything else. */
export function parseProofKinds(text: string): readonly ProofKind[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  const kinds = PROOF_KINDS.filter((kind) => names.includes(kind));
  return names.every((name) => PROOF_KINDS.some((kind) => kind === name)) ? kinds : undefined;
}

/** `holds`, or the reason why a proof is missing; for each kind. */
export type ProofWords = Readonly<Record<ProofKind, string>>;

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

/** Whether a JSON value is a proof as a receipt or an event has it. */
export function isProof(value: unknown): value is ReceiptProof {
  if (!isRecord(value)) return false;
  const wanted = PROOF_FIELDS.get(value['kind']);
  const hasHost = value['host'] === undefined || typeof value['host'] === 'string';
  return hasHost && wanted !== undefined && wanted.every(([name, type]) => typeof value[name] === type);
}
