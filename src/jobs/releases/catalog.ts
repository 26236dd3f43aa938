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
import { proxiesLister } from './remember-releases.ts';
import { askedLister, seenReleases } from './seen-releases.ts';

/** A release that can be installed, and the servers that offer it. */
export interface Offer {
  readonly version: Version;
  /** `official`: an archive for this machine in the release index; `proxy`: a module zip that a proxy lists; none for a release that was only seen before. */
  readonly from: readonly ('official' | 'proxy')[];
  /** Bytes of the archive; undefined when no server gives the size. */
  readonly size: number | undefined;
}

export interface Catalog {
  /** Newest first. */
  readonly offers: readonly Offer[];
  /** The time at which a server last confirmed the release index; undefined when only proxies could be asked. */
  readonly fetchedAt: Date | undefined;
  /** The list that answered. */
  readonly answered: LoadedIndex['from'] | 'proxy';
}

/**
 * The releases that can be installed: the release index together with the lists of the module proxies, which name only a part
 * of what the proxies have. Both are asked at once; where one fails, the other is the answer, with a notice. Slow proxies are
 * not waited for when the index has come. Fails as `loadIndex` does when no server answers.
 */
export async function loadCatalog(run: Run): Promise<Catalog> {
  const http = openHttp(run);
  const proxies = askProxies(run);
  const remembered = !run.offline && wasUnreachable(run, officialHosts(run));
  try {
    const index = await indexFor(run, { http, remembered });
    // The command that found the hosts out of reach has told this.
    return await withIndex(run, proxies, remembered ? { ...index, why: undefined } : index);
  } catch (error) {
    if (!(error instanceof GvError) || !(isUnreachable(error) || error.code === 'offline')) throw error;
    const listed = await listedAlone(run, proxies, { error, remembered });
    if (listed instanceof GvError) {
      // The official hosts may be reachable again.
      return await withIndex(run, proxies, await indexInstead(run, http, listed));
    }
    if (!remembered) {
      const text = `only the lists of the module proxies, which may have more: ${error.message}`;
      run.emit({ type: 'notice', text });
    }
    return await fromProxies(run, listed);
  } finally {
    proxies.stop();
    await http.close();
  }
}

interface WithoutIndex {
  /** The failure to load the index. */
  readonly error: GvError;
  readonly remembered: boolean;
}

/** The list of the proxies, with the releases seen before that it hides: the list may be partial, or old. */
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

/** The index of official hosts that did not answer before. Where they still do not, the failure of the proxies is told too. */
async function indexInstead(run: Run, http: Http, failure: GvError): Promise<LoadedIndex> {
  try {
    return await indexFor(run, { http, remembered: false });
  } catch (error) {
    throw isUnreachable(error) ? bothFailed(error, failure) : error;
  }
}

/** The failures of the official hosts and of the proxies as one, with the cure for the proxies. */
function bothFailed(official: GvError, proxies: GvError): GvError {
  const message = proxies.message.startsWith(official.message)
    ? proxies.message
    : `${official.message}; ${proxies.message}`;
  return new GvError(proxies.code, message, { hint: proxies.hint, cause: proxies });
}

/** The list of the proxies without an index; their failure when they do not answer and the index was not asked for. */
async function listedAlone(
  { offline }: Run,
  proxies: ProxyQuestion,
  { error, remembered }: WithoutIndex,
): Promise<readonly Version[] | GvError> {
  try {
    return await proxies.answer();
  } catch (failure) {
    if (!(failure instanceof GvError) || failure.code === 'interrupted') throw failure;
    if (remembered) return failure;
    throw offline ? error : bothFailed(error, failure);
  }
}

interface IndexRequest {
  readonly http: Http;
  /** True when the official hosts did not answer a moment ago: gv does not wait for them again, as there are other lists. */
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
    run.emit({ type: 'notice', text: `without the lists of the module proxies: ${listed.why}` });
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

/** A release that no server lists any more: it still tells which toolchains are out of date, and which lines are supported. */
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
