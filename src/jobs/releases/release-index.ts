import { isWithin } from '../../core/age.ts';
import { LIMITS } from '../../core/limits.ts';
import { askedBase, indexBases, indexUrl } from '../../core/release/addresses.ts';
import { pickArchive } from '../../core/release/archive-name.ts';
import { parseIndex, type Release } from '../../core/release/release-index.ts';
import { newestOfLines } from '../../core/release/support.ts';
import { displayUrl } from '../../core/text/urls.ts';
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
import type { Run, World } from '../../world.ts';
import { askIndex, type IndexAnswer, type IndexQuestion } from './ask-index.ts';
import type { ReadIndex } from './index-age.ts';

/** `network`: asked just now; `cache`: young enough, no server was asked; `stale-cache`: no server could be asked. */
export type IndexOrigin = 'network' | 'cache' | 'stale-cache';

/** `why` goes with `stale-cache` only. */
export interface LoadedIndex extends ReadIndex {
  /** Newest first. */
  readonly releases: readonly Release[];
  readonly from: IndexOrigin;
  /** The base of the index: GV_DL_URL or an official host. */
  readonly base: URL;
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
 * only where a host cannot be reached. Offline, or where none can be reached, an older cache serves and the result says so.
 * Fails with `offline`, `network`, `stalled`, `http-status`, `bad-index`, `bad-redirect`, `insecure-url`, `bad-config`.
 */
export async function loadIndex(run: Run, http: Http, options: IndexOptions = {}): Promise<LoadedIndex> {
  const bases = indexBases(run.env);
  const known = knownIndex(run);
  const maxAgeMs = options.maxAgeMs ?? LIMITS.indexFreshMs;
  if (known !== undefined && isWithin(known.cached.validators.fetchedAt, run.now(), maxAgeMs))
    return loaded(known, 'cache');
  const unasked = run.offline ? 'offline' : options.notAskedAs;
  if (unasked !== undefined) {
    if (known === undefined) throw offlineError(unasked);
    return { ...loaded(known, 'stale-cache'), why: unasked };
  }
  try {
    return await askAndKeep(run, http, { bases, known });
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

/** The releases of the cached index, of any age; empty without a cached index. Uses no network. */
export function cachedReleases(world: World): readonly Release[] {
  const known = knownIndex(world);
  return known === undefined ? [] : parseIndex(known.cached.text);
}

function loaded(known: Known, from: IndexOrigin): LoadedIndex {
  const { text, validators } = known.cached;
  return { releases: parseIndex(text), from, fetchedAt: validators.fetchedAt, base: known.base };
}

function offlineError(why: string): GvError {
  return new GvError('offline', `${why}, and no release index is in the cache`, {
    hint: 'Run "gv list --remote" once with a connection; gv keeps the index for later.',
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
  if (answer.kind === 'index') return await stored(run, answer);
  if (known === undefined)
    throw new GvError('bad-index', 'the release index did not change, but none is kept');
  return await touched(run, known);
}

/** Keeps the time at which a server confirmed the cached index. */
async function touched(world: World, known: Known): Promise<LoadedIndex> {
  const { text, validators: kept } = known.cached;
  const newest = kept.newest ?? newestNames(parseIndex(text));
  const validators = { ...kept, fetchedAt: world.now(), newest };
  await writeValidators(world.layout, validators);
  const index = loaded({ ...known, cached: { ...known.cached, validators } }, 'network');
  if (entryKind(world.layout.remoteVersions) === 'absent') await nameForCompletions(world, index.releases);
  return index;
}

async function stored(
  world: World,
  { base, releases, bytes, etag, lastModified }: Extract<IndexAnswer, { readonly kind: 'index' }>,
): Promise<LoadedIndex> {
  const fetchedAt = world.now();
  await writeIndexCache(world.layout, bytes, {
    url: displayUrl(indexUrl(base)),
    etag,
    lastModified,
    fetchedAt,
    newest: newestNames(releases),
  });
  await nameForCompletions(world, releases);
  return { releases, from: 'network', fetchedAt, base };
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
