import { malformed } from './failure.ts';

// A byte-order mark is a character like any other here: what is read must be what was signed.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** Reads bytes of the log as text: UTF-8 without control characters but line feeds. Fails with `log-malformed`. */
export function readText(bytes: Uint8Array, what: string): string {
  const text = decode(bytes, what);
  if (CONTROL.test(text)) throw malformed(`${what} has control characters`);
  return text;
}

function decode(bytes: Uint8Array, what: string): string {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    // ERR_ENCODING_INVALID_ENCODED_DATA is all that a fatal decoder throws.
    if (error instanceof TypeError) throw malformed(`${what} is not UTF-8`);
    throw error;
  }
}

/** Decodes base64 in its one canonical spelling, with padding; undefined for anything else. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}
