import { createHash } from 'node:crypto';
import type { Layout } from '../core/layout.ts';
import { LIMITS } from '../core/limits.ts';
import { writeFileAtomic } from './files.ts';
import { readSmall, readSmallBytes } from './read.ts';

/** A copy of the release index and what is known of it. */
export interface CachedIndex {
  readonly text: string;
  readonly validators: Validators;
}

/** Kept beside the index. It names the digest of the text it belongs to, so that a crash between the two writes leaves no pair that does not match. */
export interface Validators {
  /** The address that was asked, without credentials: an index of another server is another index. */
  readonly url: string;
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly fetchedAt: Date;
  readonly sha256: string;
}

/** Reads the cached index; undefined when there is none, or its two files do not belong together. */
export function readIndexCache(layout: Layout): CachedIndex | undefined {
  const kept = readSmall(layout.indexValidators);
  const validators = kept === undefined ? undefined : parseValidators(kept);
  if (validators === undefined) return undefined;
  const bytes = readSmallBytes(layout.index, LIMITS.indexBytes);
  if (bytes === undefined || sha256Of(bytes) !== validators.sha256) return undefined;
  return { text: new TextDecoder().decode(bytes), validators };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseValidators(text: string): Validators | undefined {
  try {
    return validatorsIn(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function validatorsIn(value: unknown): Validators | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { url, etag, lastModified, fetchedAt, sha256 } = value as Readonly<Record<string, unknown>>;
  if (typeof url !== 'string' || typeof sha256 !== 'string' || typeof fetchedAt !== 'string')
    return undefined;
  const at = new Date(fetchedAt);
  if (Number.isNaN(at.getTime())) return undefined;
  return { url, etag: headerText(etag), lastModified: headerText(lastModified), fetchedAt: at, sha256 };
}

/** A value that may be sent as a header: what lies in a file must not smuggle in a second one. */
function headerText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e ]{1,200}$/.test(value) ? value : undefined;
}

/** Stores an index that was just fetched. Fails with `disk-full`, `permission`, `disk`. */
export async function writeIndexCache(
  layout: Layout,
  bytes: Uint8Array,
  from: Omit<Validators, 'sha256'>,
): Promise<void> {
  await writeFileAtomic(layout.index, bytes);
  await writeValidators(layout, { ...from, sha256: sha256Of(bytes) });
}

/** Stores new validators for the index that is there, e.g. that it was still valid just now. */
export async function writeValidators(layout: Layout, validators: Validators): Promise<void> {
  await writeFileAtomic(layout.indexValidators, `${JSON.stringify(validators)}\n`);
}
