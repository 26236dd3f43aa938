import { newestFirst } from '../../core/choice/select.ts';
import { pickArchive } from '../../core/release/archive-name.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import {
  isUnreachable,
  noteUnreachable,
  officialHosts,
  wasUnreachable,
} from '../../io/cache/reachability.ts';
import { writeRemoteVersions } from '../../io/cache/remote-versions.ts';
import { goSettings } from '../../io/go/go-settings.ts';
import { type Http, openHttp } from '../../io/http/http.ts';
import { hiddenBy, newestStable } from '../../trust/seen-releases.ts';
import type { Run, World } from '../../world.ts';
import { tellAge } from './index-age.ts';
import { askProxies, type ProxyQuestion } from './proxy-list.ts';
import { type LoadedIndex, loadIndex } from './release-index.ts';
import { askedLister, proxiesLister, seenReleases } from './seen-releases.ts';

/** A release that somebody offers, and who. */
export interface Offer {
  readonly version: Version;
  /** `official`: an archive for this machine in the release index; `proxy`: a module zip that a proxy lists; none for a release that was only seen before. */
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
 * What can be installed: the release index together with what the module proxies list, which is only a part of what they
 * have. Both are asked at once; where one cannot be had the other is the answer, and a notice says so. Proxies that take
 * long are not waited for where the index is there. Fails as `loadIndex` does when nobody answers.
 */
export async function loadCatalog(run: Run): Promise<Catalog> {
  const http = openHttp(run);
  const proxies = askProxies(run);
  const remembered = !run.offline && wasUnreachable(run, officialHosts(run));
  try {
    return await withIndex(run, proxies, await indexFor(run, { http, remembered }));
  } catch (error) {
    if (!(error instanceof GvError) || !(isUnreachable(error) || error.code === 'offline')) throw error;
    const listed = await listedAlone(run, proxies, { error, remembered });
    if (listed === undefined) {
      // Nobody else answers either: what could not be reached a moment ago may be there again.
      return await withIndex(run, proxies, await indexFor(run, { http, remembered: false }));
    }
    const text = `only what the module proxies list, and they may have more: ${error.message}`;
    run.emit({ type: 'notice', text });
    return await fromProxies(run, listed);
  } finally {
    proxies.stop();
    await http.close();
  }
}

interface WithoutIndex {
  /** Why there is no index. */
  readonly error: GvError;
  readonly remembered: boolean;
}

/** What the proxies list, with what they hide of the releases seen before: their list may be partial, or an old one. */
async function fromProxies(run: Run, listed: readonly Version[]): Promise<Catalog> {
  const offers = newestFirst(listed.map(proxied));
  if (!run.offline) {
    await writeRemoteVersions(
      run.layout,
      offers.map(({ version }) => version),
    );
  }
  const listers = [proxiesLister(goSettings(run)), askedLister(run)];
  const seen = newestStable(
    listers.flatMap((lister) => seenReleases(run, lister)).map((version) => ({ version })),
  );
  const unlisted = hiddenBy(offers, seen).map(unoffered);
  return { offers: newestFirst([...offers, ...unlisted]), fetchedAt: undefined, answered: 'proxy' };
}

/** What the proxies list when there is nothing else; undefined when they do not say and the index was not asked for. */
async function listedAlone(
  { offline }: Run,
  proxies: ProxyQuestion,
  { error, remembered }: WithoutIndex,
): Promise<readonly Version[] | undefined> {
  try {
    return await proxies.answer();
  } catch (failure) {
    if (!(failure instanceof GvError) || failure.code === 'interrupted') throw failure;
    if (remembered) return undefined;
    throw offline ? error : failure;
  }
}

interface IndexRequest {
  readonly http: Http;
  /** The official hosts did not answer a moment ago: they are not waited for again, as there are other lists. */
  readonly remembered: boolean;
}

async function indexFor(run: Run, { http, remembered }: IndexRequest): Promise<LoadedIndex> {
  const hosts = officialHosts(run);
  try {
    const notAskedAs = 'the official hosts did not answer a moment ago';
    const index = await loadIndex(run, http, remembered ? { notAskedAs } : {});
    if (index.why !== undefined && !run.offline && !remembered) await noteUnreachable(run, hosts);
    return index;
  } catch (error) {
    if (isUnreachable(error)) await noteUnreachable(run, hosts);
    throw error;
  }
}

async function withIndex(run: Run, proxies: ProxyQuestion, index: LoadedIndex): Promise<Catalog> {
  tellAge(run, index);
  const catalog = fromIndex(run, index);
  const listed = await proxies.answerSoon();
  if (listed.kind === 'listed') return union(catalog, listed.versions.map(proxied));
  if (listed.why !== undefined) {
    run.emit({ type: 'notice', text: `without what the module proxies list: ${listed.why}` });
  }
  return catalog;
}

function fromIndex(world: World, { releases, fetchedAt, from, unlisted }: LoadedIndex): Catalog {
  const listed = releases.map((release): Offer => {
    const file = pickArchive(release, world.platform);
    return { version: release.version, from: file === undefined ? [] : ['official'], size: file?.size };
  });
  const offers = newestFirst([...listed, ...unlisted.map(unoffered)]);
  return { offers, fetchedAt, answered: from };
}

/** A release that nobody lists any more: that there is one says what is out of date, and what is supported. */
function unoffered(version: Version): Offer {
  return { version, from: [], size: undefined };
}

function proxied(version: Version): Offer {
  return { version, from: ['proxy'], size: undefined };
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
