import type { GvError } from '../../errors.ts';
import { repairStage, stagedReleases } from '../../io/stage/leftovers.ts';
import { type LinkChanges, rewriteLinks } from '../../io/store/links.ts';
import { withReleaseMutex, withStoreMutex } from '../../io/store/mutexes.ts';
import type { Run } from '../../world.ts';

/** Repairs the leftovers of an interrupted gv: staging first, then shims, links, aliases and `current`. What cannot be deleted is a failure at the end. */
export async function rehash(run: Run): Promise<LinkChanges> {
  const { layout } = run;
  let stays: GvError | undefined;
  for (const version of stagedReleases(layout)) {
    const purpose = `repairing go ${version.label}`;
    const left = await withReleaseMutex(run, { version, purpose }, () => repairStage(layout, version.name));
    stays ??= left;
  }
  const changes = await withStoreMutex(run, 'rehashing', () => rewriteLinks(layout));
  if (stays !== undefined) throw stays;
  return changes;
}
