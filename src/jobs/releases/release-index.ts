import { LIMITS } from '../../core/limits.ts';
import { askedBase, fileUrls, indexBases, indexUrl, type ServedFile } from '../../core/release/addresses.ts';
import { pickArchive } from '../../core/release/archive-name.ts';
import { parseIndex, type Release } from '../../core/release/release-index.ts';
import { newestOfLines } from '../../core/release/support.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { isWebPage, signInPage } from '../../core/text/web-page.ts';
import { GvError } from '../../errors.ts';
import {
  readIndexCache,
  writeIndexCache,
  writeValidators,
  type CachedIndex,
} from '../../io/cache/index-cache.ts';
import { isFresh, type Validators } from '../../io/cache/index-validators.ts';
import { isUnreachable } from '../../io/cache/reachability.ts';
import { writeRemoteVersions } from '../../io/cache/remote-versions.ts';
import { entryKind } from '../../io/disk/read.ts';
import { fetchSmall, type SmallAnswer } from '../../io/http/fetch-small.ts';
import { statusError } from '../../io/http/http-error.ts';
import type { Http } from '../../io/http/http.ts';
import type { Run, World } from '../../world.ts';
import type { ReadIndex } from './index-age.ts';

/** `network`: asked just now; `cache`: young enough, nobody was asked; `stale-cache`: nobody could be asked. */
export type IndexOrigin = 'network' | 'cache' | 'stale-cache';

/** `why` goes with `stale-cache` only. */
export interface LoadedIndex extends ReadIndex {
  /** Newest first. */
  readonly releases: readonly Release[];
  readonly from: IndexOrigin;
  /** The base it came from: GV_DL_URL or an official host. */
  readonly base: URL;
}

export interface IndexOptions {
  /** An index younger than this is used unasked; 0 asks always. Default: `LIMITS.indexFreshMs`. */
  readonly maxAgeMs?: number;
  /** Why no server is asked although the network may be used: one that did not answer a moment ago, for example. */
  readonly notAskedAs?: string;
}

/** The cache, if it belongs to one of the bases that this run would ask. */
interface Known {
  readonly cached: CachedIndex;
  readonly base: URL;
}

/**
 * Reads the release index: from the cache while it is fresh, else from GV_DL_URL or the official hosts, the next one
 * only where a host cannot be reached. Offline, or where none can be reached, an older cache serves and the result says so.
 * Fails with `offline`, `network`, `stalled`, `http-status`, `bad-index`, `bad-redirect`, `insecure-url`, `bad-config`.
 */
export async function loadIndex(run: Run, http: Http, options: IndexOptions = {}): Promise<LoadedIndex> {
  const bases = indexBases(run.env);
  const known = knownIndex(run);
  const maxAgeMs = options.maxAgeMs ?? LIMITS.indexFreshMs;
  if (known !== undefined && isFresh(known.cached.validators, run.now(), maxAgeMs))
    return loaded(known, 'cache');
  const unasked = run.offline ? 'offline' : options.notAskedAs;
  if (unasked !== undefined) {
    if (known === undefined) throw offlineError(unasked);
    return { ...loaded(known, 'stale-cache'), why: unasked };
  }
  try {
    return await askInTurn({ world: run, http, known }, bases);
  } catch (error) {
    if (known === undefined || !isUnreachable(error)) throw error;
    return { ...loaded(known, 'stale-cache'), why: error.message };
  }
}

function knownIndex(world: World): Known | undefined {
  const cached = readIndexCache(world.layout);
  const base = cached === undefined ? undefined : askedBase(world.env, cached.validators.url);
  return cached === undefined || base === undefined ? undefined : { cached, base };
}

/** The releases of the cached index, however old; none without one. Asks nobody. */
export function cachedReleases(world: World): readonly Release[] {
  const known = knownIndex(world);
  return known === undefined ? [] : parseIndex(known.cached.text);
}

function loaded(known: Known, from: IndexOrigin): LoadedIndex {
  const { text, validators } = known.cached;
  return { releases: parseIndex(text), from, fetchedAt: validators.fetchedAt, base: known.base };
}

function offlineError(why = 'offline'): GvError {
  return new GvError('offline', `${why}, and no release index is in the cache`, {
    hint: 'Run "gv list --remote" once with a connection; it is kept for later.',
  });
}

interface IndexContext {
  readonly world: World;
  readonly http: Http;
  readonly known: Known | undefined;
}

async function askInTurn(on: IndexContext, bases: readonly URL[]): Promise<LoadedIndex> {
  let first: GvError | undefined;
  for (const base of bases) {
    try {
      return await ask(on, base);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      first ??= error;
    }
  }
  throw first ?? offlineError();
}

async function ask(on: IndexContext, base: URL): Promise<LoadedIndex> {
  const { known } = on;
  const conditions = known?.base.href === base.href ? conditionsOf(known.cached.validators) : {};
  const answer = await fetchSmall(on.http, indexUrl(base), {
    purpose: 'evidence',
    headers: { accept: 'application/json', ...conditions },
    maxBytes: LIMITS.indexBytes,
  });
  if (answer.status === 304 && known !== undefined) return await touched(on.world, known);
  if (answer.status !== 200) throw statusError(answer.status, answer.url.href);
  return await stored(on.world, base, answer);
}

function conditionsOf({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

async function touched(world: World, known: Known): Promise<LoadedIndex> {
  const { text, validators: kept } = known.cached;
  const newest = kept.newest ?? newestNames(parseIndex(text));
  const validators = { ...kept, fetchedAt: world.now(), newest };
  await writeValidators(world.layout, validators);
  const answer = loaded({ ...known, cached: { ...known.cached, validators } }, 'network');
  if (entryKind(world.layout.remoteVersions) === 'absent') await nameThem(world, answer.releases);
  return answer;
}

/** For completions: what has an archive for this machine. */
async function nameThem(world: World, releases: readonly Release[]): Promise<void> {
  const here = releases.filter((release) => pickArchive(release, world.platform) !== undefined);
  await writeRemoteVersions(
    world.layout,
    here.map(({ version }) => version),
  );
}

function newestNames(releases: readonly Release[]): readonly string[] {
  return newestOfLines(releases).map(({ label }) => label);
}

/** Parsed before it is kept: a captive portal's page must not displace a good index. */
async function stored(world: World, base: URL, answer: SmallAnswer): Promise<LoadedIndex> {
  const releases = parseAnswer(answer, base);
  const fetchedAt = world.now();
  await writeIndexCache(world.layout, answer.bytes, {
    url: displayUrl(indexUrl(base)),
    etag: answer.headers['etag'],
    lastModified: answer.headers['last-modified'],
    fetchedAt,
    newest: newestNames(releases),
  });
  await nameThem(world, releases);
  return { releases, from: 'network', fetchedAt, base };
}

function parseAnswer(answer: SmallAnswer, asked: URL): readonly Release[] {
  const [type, start] = [answer.headers['content-type'], answer.bytes];
  try {
    return parseIndex(new TextDecoder().decode(answer.bytes));
  } catch (error) {
    if (!(error instanceof GvError) || error.code !== 'bad-index') throw error;
    const wanted = 'the release index';
    const [isPage, isElsewhere] = [isWebPage({ type, start }), asked.host !== answer.url.host];
    if (isPage || isElsewhere) {
      const got = isPage ? 'a web page' : 'something else';
      throw signInPage({ code: 'bad-index', wanted, asked, url: answer.url, got });
    }
    throw new GvError('bad-index', `${displayUrl(answer.url)} gave no release index: ${error.message}`, {
      hint: 'Open that address in a browser to see what answers there, or name another server with GV_DL_URL.',
      cause: error,
    });
  }
}

/** Where an archive may be had, in order: GV_MIRROR, then the base of the index that was read, then the other bases. Fails with `bad-config`. */
export function archiveUrls({ env }: World, file: ServedFile): readonly URL[] {
  return fileUrls(env, file);
}

/** Where the detached signature of an archive may be had; it proves itself, so a mirror's copy is as good as any. */
export function signatureUrls({ env }: World, file: ServedFile): readonly URL[] {
  return fileUrls(env, { ...file, fileName: `${file.fileName}.asc` });
}
