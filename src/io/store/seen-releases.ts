import { join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import type { Version } from '../../core/version.ts';
import { newestStable, parseSeenReleases } from '../../trust/seen-releases.ts';
import { namesIn, readSmall } from '../disk/read.ts';

/** The newest stable release of each line that a lister ever listed. Fails with `disk` where the record is damaged. */
export function readSeenReleases(layout: Layout, by: string): readonly Version[] {
  const seen = layout.seenReleases(by).flatMap((path) => parseSeenReleases(readSmall(path) ?? '', path));
  return newestStable(seen.map((version) => ({ version })));
}

/** The files with the releases of each lister. */
export function seenReleaseFiles(layout: Layout): readonly string[] {
  return namesIn(layout.ownSeenReleases).map((name) => join(layout.ownSeenReleases, name));
}
