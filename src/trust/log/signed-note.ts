import { disproved, malformed } from './failure.ts';
import { fromBase64, readText } from './text.ts';
import { isSignedBy, type VerifierKey } from './verifier-key.ts';

/** Upstream's bound: a hostile note must not keep its reader busy. */
const MAX_SIGNATURES = 100;
const MAX_BYTES = 64 * 1024;

interface SignatureLine {
  readonly name: string;
  readonly hash: string;
  readonly signature: Uint8Array;
}

/**
 * Opens a signed note (golang.org/x/mod/sumdb/note): gives its text when `key` signed it. Signatures of other keys
 * are passed over; a wrong signature of `key` fails. `what` names the note in errors. Fails with `log-malformed` or `log-wrong`.
 */
export function openNote(note: string, key: VerifierKey, what: string): string {
  const bytes = Buffer.from(note);
  if (bytes.length > MAX_BYTES) throw malformed(`${what} is too long`);
  readText(bytes, what);
  // The last blank line: text may contain others, signatures cannot.
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n') || note.length === split + 2)
    throw malformed(`${what} has no signature`);
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`${what} has too many signatures`);
  const own = lines
    .map((line) => parseLine(line, what))
    .filter(({ name, hash }) => name === key.name && hash === key.hash);
  if (own.length === 0) throw disproved(`${what} is not signed by ${key.name}+${key.hash}`);
  if (!own.every(({ signature }) => isSignedBy(key, Buffer.from(text), signature)))
    throw disproved(`the signature of ${key.name} on ${what} is wrong`);
  return text;
}

function parseLine(line: string, what: string): SignatureLine {
  const [, name, base64] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64 ?? '');
  if (name === undefined || bytes === undefined || bytes.length < 5)
    throw malformed(`${what} has a line that is no signature`);
  return { name, hash: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}
