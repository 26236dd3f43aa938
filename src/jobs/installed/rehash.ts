import type { Emit } from '../../core/events.ts';
import { parseVersion } from '../../core/version.ts';
import { type LinkChanges, rewriteLinks } from '../../io/store/links.ts';
import { withReleaseMutex, withStoreMutex } from '../../io/store/mutexes.ts';
import { repairStage, stagedReleases } from '../../io/store/staging.ts';
import type { World } from '../../world.ts';

/** Puts in order what an interrupted gv may have left: staging first, then shims, links, aliases and `current`. */
export async function rehash(world: World, emit: Emit): Promise<LinkChanges> {
  const { layout } = world;
  for (const name of stagedReleases(layout)) {
    const version = parseVersion(name);
    if (version === undefined) continue;
    const purpose = `repairing go ${version.label}`;
    await withReleaseMutex(world, { version, purpose, emit }, () => repairStage(layout, version.name));
  }
  return withStoreMutex(world, 'rehashing', () => rewriteLinks(layout));
}
