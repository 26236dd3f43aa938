import { indexBases, indexUrl, isOfficialBase } from '../../core/release/addresses.ts';
import { displayUrl } from '../../core/text/urls.ts';
import type { Version } from '../../core/version.ts';
import { readProvenances } from '../../io/store/provenance-cache.ts';
import { readSeenReleases } from '../../io/store/seen-releases.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { newestStable } from '../../trust/seen-releases.ts';
import type { World } from '../../world.ts';

/**
 * A source of lists of releases; also the name of a file. The releases that one lister names bind that lister alone, so that a
 * server which lists invented releases spoils no other list.
 */
export type Lister = 'official' | `index-${string}` | `proxies-${string}`;

/** Longer addresses are named by their digest: a file's name has at most 255 bytes. */
const LONGEST_NAMED = 100;

/** Of an index: all official hosts are one. */
export function indexLister(base: URL): Lister {
  if (isOfficialBase(base)) return 'official';
  const url = displayUrl(indexUrl(base));
  if (url.length <= LONGEST_NAMED) return `index-${Buffer.from(url).toString('hex')}`;
  // Loaded here: node:crypto takes a fifth of the time of `gv outdated`.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(url).digest('hex');
  return `index-${hash.slice(0, 32)}`;
}

/** Of the index that this run would ask for. Fails with `bad-config`. */
export function askedLister({ env }: World): Lister {
  const [base] = indexBases(env);
  return base === undefined ? 'official' : indexLister(base);
}

/**
 * The newest stable release of each line that a lister must know, as it listed them before. An installed toolchain
 * that is proven was released, so the official hosts must know it too. Fails with `disk` where the record is damaged.
 */
export function seenReleases(world: World, by: Lister): readonly Version[] {
  const listed = readSeenReleases(world.layout, by);
  if (by !== 'official') return listed;
  return newestStable([...listed, ...provenHere(world)].map((version) => ({ version })));
}

function provenHere({ layout }: World): readonly Version[] {
  const installed = installedToolchains(layout);
  const provenances = readProvenances(layout, installed);
  return installed
    .map(({ version }) => version)
    .filter(({ name }) => provenances.get(name)?.trust === 'proven');
}
