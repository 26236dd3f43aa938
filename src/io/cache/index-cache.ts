import { createHash } from 'node:crypto';
import type { Layout } from '../../core/layout.ts';
import { LIMITS } from '../../core/limits.ts';
import { readSmallBytes } from '../disk/read.ts';
import { cacheFile } from '../disk/write.ts';
import { type Validators, readValidators } from './index-validators.ts';

/** A copy of the release index, and the facts about it. */
export interface CachedIndex {
  readonly text: string;
  readonly validators: Validators;
}

/** Reads the cached index; undefined when the cache has none, or its two files do not belong together. */
export function readIndexCache(layout: Layout): CachedIndex | undefined {
  const validators = readValidators(layout);
  if (validators === undefined) return undefined;
  const bytes = readSmallBytes(layout.index, LIMITS.indexBytes);
  if (bytes === undefined || sha256Of(bytes) !== validators.sha256) return undefined;
  return { text: new TextDecoder().decode(bytes), validators };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Stores an index that was just fetched, where that can be done. */
export async function writeIndexCache(
  layout: Layout,
  bytes: Uint8Array,
  from: Omit<Validators, 'sha256'>,
): Promise<void> {
  await cacheFile(layout.index, bytes);
  await writeValidators(layout, { ...from, sha256: sha256Of(bytes) });
}

/** Stores new validators for the index that is there, e.g. that it was still valid just now. */
export async function writeValidators(layout: Layout, validators: Validators): Promise<void> {
  await cacheFile(layout.indexValidators, `${JSON.stringify(validators)}\n`);
}
