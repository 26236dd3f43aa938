import type { Version } from '../../core/version.ts';
import { hasCode } from '../../errors.ts';
import { newestStable, parseSeenReleases, seenReleasesText } from '../../trust/seen-releases.ts';
import type { Run } from '../../world.ts';
import { readSmall } from '../disk/read.ts';
import { removeFile, writeFileAtomic } from '../disk/write.ts';
import { withSeenMutex } from './mutexes.ts';
import { seenReleaseFiles } from './seen-releases.ts';

/**
 * Remembers the releases of a lister for good: time and clocks take nothing back. Where gv may not write, as in a read-only
 * root, gv remembers nothing. Fails with `disk-full` or `disk`.
 */
export async function keepSeenReleases(run: Run, by: string, listed: readonly Version[]): Promise<void> {
  const [own] = run.layout.seenReleases(by);
  const textNow = (): string => readSmall(own) ?? '';
  const next = (): string => {
    const all = [...parseSeenReleases(textNow(), own), ...listed];
    return seenReleasesText(newestStable(all.map((version) => ({ version }))));
  };
  if (next() === textNow()) return;
  try {
    await withSeenMutex(run, 'remembering what is released', () => writeFileAtomic(own, next()));
  } catch (error) {
    if (!hasCode(error, 'permission')) throw error;
  }
}

/** Forgets the releases of every lister. Fails with `permission` or `disk`. */
export async function forgetSeenReleases(run: Run): Promise<void> {
  await withSeenMutex(run, 'forgetting what servers listed', async () => {
    for (const path of seenReleaseFiles(run.layout)) await removeFile(path);
  });
}
