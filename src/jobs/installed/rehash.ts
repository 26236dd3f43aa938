import { parseVersion } from '../../core/version.ts';
import { type LinkChanges, rewriteLinks } from '../../io/store/links.ts';
import { withReleaseMutex, withStoreMutex } from '../../io/store/mutexes.ts';
import { repairStage, stagedReleases } from '../../io/store/staging.ts';
import type { Run } from '../../world.ts';

/** Repairs the leftovers of an interrupted gv: staging first, then shims, links, aliases and `current`. */
export async function rehash(run: Run): Promise<LinkChanges> {
  const { layout } = run;
  for (const name of stagedReleases(layout)) {
    const version = parseVersion(name);
    if (version === undefined) continue;
    const purpose = `repairing go ${version.label}`;
    await withReleaseMutex(run, { version, purpose }, () => repairStage(layout, version.name));
  }
  return withStoreMutex(run, 'rehashing', () => rewriteLinks(layout));
}
