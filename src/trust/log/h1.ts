import { createHash } from 'node:crypto';
import { GvError } from '../../errors.ts';

/** A file as h1 counts it. */
export interface HashedFile {
  /** The full name, for a module with its `module@version/` in front. */
  readonly name: string;
  /** SHA-256 of the content: 32 bytes, or 64 lower-case hex digits. */
  readonly sha256: Uint8Array | string;
}

/**
 * The h1 of a set of files (golang.org/x/mod/sumdb/dirhash, Hash1): SHA-256 over the lines that sha256sum would print,
 * sorted by the bytes of the names. Fails with `archive-hostile` for names that would blur the lines: a line feed in
 * one, one twice, one that is no Unicode text.
 */
export function h1Of(files: readonly HashedFile[]): string {
  const sorted = files.toSorted(files.every(({ name }) => BELOW_SURROGATES.test(name)) ? byUnits : byBytes);
  let last: string | undefined;
  const lines = sorted.map(({ name, sha256 }) => {
    if (name.includes('\n')) throw refuse(name, 'has a line feed in it');
    if (!name.isWellFormed()) throw refuse(name, 'is no Unicode text');
    if (name === last) throw refuse(name, 'appears twice');
    last = name;
    return `${hexOf(sha256, name)}  ${name}\n`;
  });
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

/** UTF-8 bytes and UTF-16 units sort such names alike; comparing the units is many times faster. */
const BELOW_SURROGATES = /^[\0-\ud7ff]*$/;

function byUnits(a: HashedFile, b: HashedFile): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

function byBytes(a: HashedFile, b: HashedFile): number {
  return Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
}

function hexOf(sha256: Uint8Array | string, name: string): string {
  const hex = typeof sha256 === 'string' ? sha256 : Buffer.from(sha256).toString('hex');
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  throw new GvError('digest-missing', `the digest given for ${name} is not a SHA-256`, {
    hint: 'A SHA-256 has 64 lower-case hex digits.',
  });
}

function refuse(name: string, why: string): GvError {
  return new GvError('archive-hostile', `the file name ${JSON.stringify(name.slice(0, 200))} ${why}`, {
    hint: 'Nothing was installed. Report where this archive came from.',
  });
}
