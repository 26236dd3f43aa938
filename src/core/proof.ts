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
