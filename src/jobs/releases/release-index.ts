import { isWithin } from '../../core/age.ts';
import { LIMITS } from '../../core/limits.ts';
import { askedBase, indexBases, indexUrl } from '../../core/release/addresses.ts';
import { pickArchive } from '../../core/release/archive-name.ts';
import { parseIndex, type Release } from '../../core/release/release-index.ts';
import { newestOfLines } from '../../core/release/support.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import {
  readIndexCache,
  writeIndexCache,
  writeValidators,
  type CachedIndex,
} from '../../io/cache/index-cache.ts';
import { isUnreachable } from '../../io/cache/reachability.ts';
import { writeRemoteVersions } from '../../io/cache/remote-versions.ts';
import { entryKind } from '../../io/disk/read.ts';
import type { Http } from '../../io/http/http.ts';
import { hiddenBy, newestStable } from '../../trust/seen-releases.ts';
import type { Run, World } from '../../world.ts';
import { askIndex, type IndexAnswer, type IndexQuestion } from './ask-index.ts';
import type { OlderIndex, ReadIndex } from './index-age.ts';
import { rememberListed } from './remember-releases.ts';
import { indexLister, seenReleases } from './seen-releases.ts';

/** `network`: asked just now; `cache`: young enough, no server was asked; `stale-cache`: no server could be asked. */
export type IndexOrigin = 'network' | 'cache' | 'stale-cache';

/** `why` goes with `stale-cache` only, and `older` with what was asked for just now. */
export interface LoadedIndex extends ReadIndex {
  /** Newest first. */
  readonly releases: readonly Release[];
  readonly from: IndexOrigin;
  /** The base of the index: GV_DL_URL or an official host. */
  readonly base: URL;
  /** Releases seen before that it hides (`hiddenBy`): no query may mean anything lower than these. */
  readonly unlisted: readonly Version[];
}

export interface IndexOptions {
  /** An index younger than this is used without asking a server; 0 asks always. Default: `LIMITS.indexFreshMs`. */
  readonly maxAgeMs?: number;
  /** The reason why no server is asked although the network may be used, e.g. a server that did not answer a moment ago. */
  readonly notAskedAs?: string;
}

/** The cached index, which belongs to one of the bases that this run would ask. */
interface Known {
  readonly cached: CachedIndex;
  readonly base: URL;
}

/**
 * Reads the release index: from the cache while it is fresh, else from GV_DL_URL or the official hosts, the next one
 * only where a host cannot be reached. Offline, or where none can be reached, an older cache serves and the result says so;
 * likewise where a server gives an index that hides what the cache has: it displaces nothing.
 * Fails with `offline`, `network`, `stalled`, `http-status`, `bad-index`, `bad-redirect`, `insecure-url`, `bad-config`.
 */
export async function loadIndex(run: Run, http: Http, options: IndexOptions = {}): Promise<LoadedIndex> {
  const bases = indexBases(run.env);
  const known = knownIndex(run);
  const maxAgeMs = options.maxAgeMs ?? LIMITS.indexFreshMs;
  if (known !== undefined && isWithin(known.cached.validators.fetchedAt, run.now(), maxAgeMs)) {
    const index = loaded(run, known, 'cache');
    if (index.unlisted.length === 0) return index;
  }
  const unasked = run.offline ? 'offline' : options.notAskedAs;
  if (unasked !== undefined) {
    if (known === undefined) throw offlineError(unasked);
    return { ...loaded(run, known, 'stale-cache'), why: unasked };
  }
  try {
    return await askAndKeep(run, http, { bases, known });
  } catch (error) {
    if (known === undefined || !isUnreachable(error)) throw error;
    return { ...loaded(run, known, 'stale-cache'), why: error.message };
  }
}

function knownIndex(world: World): Known | undefined {
  const cached = readIndexCache(world.layout);
  const base = cached === undefined ? undefined : askedBase(world.env, cached.validators.url);
  return cached === undefined || base === undefined ? undefined : { cached, base };
}

/** The cached index, of any age; undefined without one. Uses no network. */
export function cachedIndex(world: World): Pick<LoadedIndex, 'releases' | 'base'> | undefined {
  const known = knownIndex(world);
  return known === undefined ? undefined : { releases: parseIndex(known.cached.text), base: known.base };
}

function loaded(world: World, { cached, base }: Known, from: IndexOrigin): LoadedIndex {
  const { text, validators } = cached;
  const releases = parseIndex(text);
  const unlisted = hiddenBy(releases, seenReleases(world, indexLister(base)));
  return { releases, from, fetchedAt: validators.fetchedAt, base, unlisted };
}

function offlineError(why: string): GvError {
  return new GvError('offline', `${why}, and no release index is in the cache`, {
    hint: 'Run "gv list --remote" once where go.dev answers, or carry an archive here: gv install ./FILE',
  });
}

/** Asks for the index and keeps it; the answer was parsed, so that a captive portal's page displaces no good index. */
async function askAndKeep(
  run: Run,
  http: Http,
  question: IndexQuestion & { readonly known: Known | undefined },
): Promise<LoadedIndex> {
  const { known } = question;
  const answer = await askIndex(http, question);
  if (answer.kind === 'index') {
    const hides = known === undefined ? [] : hiddenBy(answer.releases, newestOf(known));
    if (known === undefined || hides.length === 0) return await stored(run, answer);
    return await replaced(run, known, { host: answer.base.host, hides });
  }
  if (known === undefined)
    throw new GvError('bad-index', 'the release index did not change, but none is kept');
  return await touched(run, known);
}

/** The cached index in place of an older one, which comes from an attacker or from a server that lags. */
async function replaced(
  run: Run,
  known: Known,
  older: Pick<OlderIndex, 'host' | 'hides'>,
): Promise<LoadedIndex> {
  const index = loaded(run, known, 'stale-cache');
  await rememberListed(run, indexLister(known.base), index.releases);
  return { ...index, older: { ...older, replaced: true } };
}

/** The newest stable releases of the cached index, if possible without reading its 2 MB. */
function newestOf({ cached }: Known): readonly Version[] {
  const names = cached.validators.newest ?? newestNames(parseIndex(cached.text));
  return newestStable(names.flatMap((name) => parseVersion(name) ?? []).map((version) => ({ version })));
}

/** Keeps the time at which a server confirmed the cached index. */
async function touched(run: Run, known: Known): Promise<LoadedIndex> {
  const { text, validators: kept } = known.cached;
  const newest = kept.newest ?? newestNames(parseIndex(text));
  const validators = { ...kept, fetchedAt: run.now(), newest };
  await writeValidators(run.layout, validators);
  const index = loaded(run, { ...known, cached: { ...known.cached, validators } }, 'network');
  if (entryKind(run.layout.remoteVersions) === 'absent') await nameForCompletions(run, index.releases);
  return await remembered(run, index);
}

async function stored(
  run: Run,
  { base, releases, bytes, etag, lastModified }: Extract<IndexAnswer, { readonly kind: 'index' }>,
): Promise<LoadedIndex> {
  const fetchedAt = run.now();
  await writeIndexCache(run.layout, bytes, {
    url: displayUrl(indexUrl(base)),
    etag,
    lastModified,
    fetchedAt,
    newest: newestNames(releases),
  });
  await nameForCompletions(run, releases);
  const unlisted = hiddenBy(releases, seenReleases(run, indexLister(base)));
  return await remembered(run, { releases, from: 'network', fetchedAt, base, unlisted });
}

/** Remembers the releases of a server's index, and notes the releases remembered before that the index hides. */
async function remembered(run: Run, index: LoadedIndex): Promise<LoadedIndex> {
  const { base, releases, unlisted: hides } = index;
  await rememberListed(run, indexLister(base), releases);
  return hides.length === 0 ? index : { ...index, older: { host: base.host, hides, replaced: false } };
}

function newestNames(releases: readonly Release[]): readonly string[] {
  return newestOfLines(releases).map(({ label }) => label);
}

/** Writes the releases with an archive for this machine, for the completions of shells. */
async function nameForCompletions({ layout, platform }: World, releases: readonly Release[]): Promise<void> {
  const here = releases.filter((release) => pickArchive(release, platform) !== undefined);
  await writeRemoteVersions(
    layout,
    here.map(({ version }) => version),
  );
}
