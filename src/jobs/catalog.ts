import { pickArchive } from '../core/archives.ts';
import type { Emit } from '../core/events.ts';
import { newestFirst } from '../core/select.ts';
import type { Version } from '../core/version.ts';
import { GvError } from '../errors.ts';
import { goSettings } from '../io/go-settings.ts';
import { type Http, openHttp } from '../io/http.ts';
import { proxyFor } from '../io/module-proxy.ts';
import { isUnreachable } from '../io/reachability.ts';
import type { World } from '../world.ts';
import { listedVersions } from './find-module.ts';
import { type LoadedIndex, loadIndex, tellAge } from './refresh.ts';

/** A release that somebody offers, and who. */
export interface Offer {
  readonly version: Version;
  /** `official`: an archive for this machine in the release index; `proxy`: a module zip that a proxy lists. */
  readonly from: readonly ('official' | 'proxy')[];
  /** Bytes of the archive; undefined when nobody says. */
  readonly size: number | undefined;
}

export interface Catalog {
  /** Newest first. */
  readonly offers: readonly Offer[];
  /** When a server last said what the release index is; undefined when only proxies could be asked. */
  readonly fetchedAt: Date | undefined;
  /** Which list answered. */
  readonly answered: LoadedIndex['from'] | 'proxy';
}

/**
 * What can be installed: the release index, and where it cannot be had afresh also what the module proxies list, which is
 * only a part of what they have. Fails as `loadIndex` does when nobody answers.
 */
export async function loadCatalog(world: World, offline: boolean, emit: Emit): Promise<Catalog> {
  const http = openHttp(world);
  try {
    const index = await loadIndex(world, http, { offline });
    if (index.why === undefined) return fromIndex(world, index);
    tellAge(world, index, emit);
    return offline ? fromIndex(world, index) : union(fromIndex(world, index), await fromProxies(world, http));
  } catch (error) {
    if (offline || !isUnreachable(error)) throw error;
    emit({
      type: 'notice',
      text: `${error.message}; this is what the module proxies list, and they may have more`,
    });
    return { offers: await fromProxies(world, http), fetchedAt: undefined, answered: 'proxy' };
  } finally {
    await http.close();
  }
}

function fromIndex(world: World, { releases, fetchedAt, from }: LoadedIndex): Catalog {
  const offers = releases.map((release): Offer => {
    const file = pickArchive(release, world.platform);
    return { version: release.version, from: file === undefined ? [] : ['official'], size: file?.size };
  });
  return { offers, fetchedAt, answered: from };
}

async function fromProxies(world: World, http: Http): Promise<readonly Offer[]> {
  const listed = await listedVersions(world, proxyFor(world, http, goSettings(world)));
  if (listed.length === 0)
    throw new GvError('no-release', 'the module proxies list no toolchain for this machine');
  return newestFirst(listed.map(({ version }): Offer => ({ version, from: ['proxy'], size: undefined })));
}

function union(catalog: Catalog, proxied: readonly Offer[]): Catalog {
  const byName = new Map(catalog.offers.map((offer) => [offer.version.name, offer]));
  for (const offer of proxied) {
    const known = byName.get(offer.version.name);
    byName.set(
      offer.version.name,
      known === undefined ? offer : { ...known, from: [...known.from, 'proxy'] },
    );
  }
  return { ...catalog, offers: newestFirst([...byName.values()]) };
}
