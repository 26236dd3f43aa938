import type { Layout } from '../../core/layout.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Version } from '../../core/version.ts';
import { cacheFile } from '../disk/write.ts';

/**
 * Writes the releases that can be installed, one a line, for the completions of shells, which cannot read JSON.
 * `versions` are newest first.
 */
export async function writeRemoteVersions(layout: Layout, versions: readonly Version[]): Promise<void> {
  const named = versions.slice(0, LIMITS.remoteVersions);
  await cacheFile(layout.remoteVersions, named.map(({ label }) => `${label}\n`).join(''));
}
