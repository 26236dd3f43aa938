import { join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import type { Version } from '../../core/version.ts';
import { hasCode } from '../../errors.ts';
import { newestStable, parseSeenReleases, seenReleasesText } from '../../trust/seen-releases.ts';
import type { World } from '../../world.ts';
import { namesIn, readSmall } from '../disk/read.ts';
import { removeFile, writeFileAtomic } from '../disk/write.ts';
import { withSeenMutex } from './mutexes.ts';

/** The newest stable release of each line that somebody ever listed. Fails with `disk` where the record is damaged. */
export function readSeenReleases(layout: Layout, by: string): readonly Version[] {
  const seen = layout.seenReleases(by).flatMap((path) => parseSeenReleases(readSmall(path) ?? '', path));
  return newestStable(seen.map((version) => ({ version })));
}

/**
 * Remembers what somebody lists, for good: time and clocks take nothing back. Where nothing may be written, in a root that
 * can only be read for example, nothing is remembered. Fails with `disk-full` or `disk`.
 */
export async function keepSeenReleases(world: World, by: string, listed: readonly Version[]): Promise<void> {
  const [own] = world.layout.seenReleases(by);
  const textNow = (): string => readSmall(own) ?? '';
  const next = (): string => {
    const all = [...parseSeenReleases(textNow(), own), ...listed];
    return seenReleasesText(newestStable(all.map((version) => ({ version }))));
  };
  if (next() === textNow()) return;
  try {
    await withSeenMutex(world, 'remembering what is released', () => writeFileAtomic(own, next()));
  } catch (error) {
    if (!hasCode(error, 'permission')) throw error;
  }
}

/** The files that remember what was listed. */
export function seenReleaseFiles(layout: Layout): readonly string[] {
  return namesIn(layout.ownSeenReleases).map((name) => join(layout.ownSeenReleases, name));
}

/** Forgets what was listed. Fails with `permission` or `disk`. */
export async function forgetSeenReleases(world: World): Promise<void> {
  await withSeenMutex(world, 'forgetting what servers listed', async () => {
    for (const path of seenReleaseFiles(world.layout)) await removeFile(path);
  });
}
