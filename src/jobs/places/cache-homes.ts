import { join } from 'node:path';
import { isMuchFaster, isSlow, shortages } from '../../core/machine/judging.ts';
import { isNetwork, isVolatile } from '../../core/machine/mounts.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { entryKind } from '../../io/disk/read.ts';
import { realPlace } from '../../io/host/search-path.ts';
import { placeFacts } from '../../io/machine/place-facts.ts';
import type { World } from '../../world.ts';
import type { CacheHome, Filesystem } from './context.ts';
import { filesystemsOf, type FilesystemsRequest } from './filesystems.ts';

/** The directory of every system that outlives a restart and takes files of every account (hier(7)). */
const LASTING = '/var/tmp';

/**
 * Directories for a cache that lies badly where it is. Their filesystems are measured only where some place is slow, full or
 * starts no programs: else no finding names another place. Fails with `interrupted`.
 */
export async function cacheHomes(
  world: World,
  filesystems: readonly Filesystem[],
  request: FilesystemsRequest,
): Promise<readonly CacheHome[]> {
  if (!filesystems.some(isBad)) return [];
  const { home, layout } = world;
  const uid = process.geteuid?.() ?? 0;
  const own = join(LASTING, `go-${uid}`);
  const made = entryKind(own) === 'absent' ? `mkdir -m 700 ${shellWord(own)}` : undefined;
  const candidates = [
    ...(home === undefined ? [] : [{ root: home, directory: join(home, '.cache'), make: undefined }]),
    { root: LASTING, directory: own, make: made },
  ];
  const found: CacheHome[] = [];
  for (const { root, directory, make } of candidates) {
    const { filesystem: id } = placeFacts(realPlace(root), request.mounts);
    const known = filesystems.find(({ facts }) => facts.filesystem === id && facts.refused === undefined);
    const [measured] =
      known === undefined ? await filesystemsOf([{ name: 'asked', path: root }], request) : [known];
    if (measured !== undefined && root !== layout.root) found.push({ directory, make, filesystem: measured });
  }
  return found;
}

function isBad({ facts, measured }: Filesystem): boolean {
  return (
    shortages(facts).length > 0 ||
    measured?.exec === false ||
    (measured !== undefined && isSlow(measured)) ||
    facts.mount?.options.includes('noexec') === true
  );
}

/** The wishes for another place. */
export interface BetterRequest {
  readonly than: Filesystem;
  /** True for a cache, which is to outlive a restart. */
  readonly lasts: boolean;
}

/** The first directory that is better than a place: programs run there, there is room, and where the place is slow, it is much faster. */
export function betterHome(
  homes: readonly CacheHome[],
  { than, lasts }: BetterRequest,
): CacheHome | undefined {
  return homes.find(({ filesystem: { facts, measured } }) => {
    const type = facts.mount?.type ?? '';
    if (facts.filesystem === than.facts.filesystem || isNetwork(type) || (lasts && isVolatile(type)))
      return false;
    if (measured === undefined || measured.exec !== true || shortages(facts).length > 0) return false;
    return than.measured === undefined || !isSlow(than.measured) || isMuchFaster(measured, than.measured);
  });
}
