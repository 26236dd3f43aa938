import { disproved, malformed } from './failure.ts';
import { fromBase64, readText } from './text.ts';

const MAX_RECORD_BYTES = 64 * 1024;

/** A record of the log: the go.sum lines of one module version. */
export interface LogRecord {
  /** Counted from 0. */
  readonly id: number;
  /** Ends with a line feed. */
  readonly text: string;
}

/** The answer to a lookup, not proven yet. */
export interface LookupAnswer {
  readonly record: LogRecord;
  /** The signed tree head that came along. */
  readonly note: string;
}

/** Splits a lookup's answer: number, record, blank line, signed head. Fails with `log-malformed`. */
export function parseLookup(bytes: Uint8Array): LookupAnswer {
  if (bytes.length > 2 * MAX_RECORD_BYTES) throw malformed('the record and its tree head are too long');
  const text = readText(bytes, 'the record');
  const first = text.indexOf('\n');
  const blank = text.indexOf('\n\n', first + 1);
  const [digits, record] = [text.slice(0, first), text.slice(first + 1, blank + 1)];
  const id = /^(?:0|[1-9][0-9]{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
  if (first < 0 || blank < 0 || record.startsWith('\n') || !Number.isSafeInteger(id))
    throw malformed('it is not a record with a tree head');
  if (Buffer.byteLength(record) > MAX_RECORD_BYTES) throw malformed('the record is too long');
  return { record: { id, text: record }, note: text.slice(blank + 2) };
}

/** The answer that `parseLookup` splits. */
export function lookupText(record: LogRecord, note: string): string {
  return `${record.id}\n${record.text}\n${note}`;
}

/**
 * The h1 that a record has for this very module version. Give it the proven record alone: lines that came beside it
 * were once believed (CVE-2026-56864), and a record without the line once passed for a proof (CVE-2026-42501).
 * Fails with `log-wrong`.
 */
export function h1In(record: LogRecord, module: string, version: string): string {
  const prefix = `${module} ${version} h1:`;
  const found = record.text
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length));
  const [base64, ...more] = found;
  if (base64 === undefined) throw disproved(`record ${record.id} is not about ${module} ${version}`);
  if (more.length > 0 || fromBase64(base64)?.length !== 32)
    throw disproved(`record ${record.id} has no single h1 for ${module} ${version}`);
  return `h1:${base64}`;
}
