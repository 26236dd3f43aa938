import { isWithin } from '../../core/age.ts';
import type { Versioned } from '../../core/choice/select.ts';
import { LIMITS } from '../../core/limits.ts';
import { askedBase } from '../../core/release/addresses.ts';
import { newestOfLines } from '../../core/release/support.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { readValidators, type Validators } from '../../io/cache/index-validators.ts';
import type { Run, World } from '../../world.ts';
import { tellAge } from './index-age.ts';
import { askedLister, seenReleases } from './seen-releases.ts';

/** The published releases, as far as `gv outdated` and `gv upgrade` need them. */
export interface Published {
  /** The newest release of each line (`newestOfLines`). */
  readonly newest: readonly Versioned[];
  /** The time at which a server last confirmed the index; undefined when only module proxies answered. */
  readonly fetchedAt: Date | undefined;
}

/**
 * The newest release of each published line: from the summary beside the cached index while that is fresh, or offline;
 * else from the servers. Fails as `loadCatalog` does.
 */
export async function publishedLines(run: Run): Promise<Published> {
  const summary = summaryOf(run);
  const fresh = summary !== undefined && isWithin(summary.fetchedAt, run.now(), LIMITS.indexFreshMs);
  if (summary !== undefined && (fresh || run.offline)) {
    tellAge(run, { ...summary, why: fresh ? undefined : 'offline' });
    return summary;
  }
  // Loaded here because a cached answer does not need the modules of the network.
  const { loadCatalog } = await import('./catalog.ts');
  const { offers, fetchedAt } = await loadCatalog(run);
  return { newest: newestOfLines(offers).map((version) => ({ version })), fetchedAt };
}

/** The summary of the cached index, with the releases seen before; undefined for the index of another server than this run would ask. */
function summaryOf(world: World): (Published & { readonly fetchedAt: Date }) | undefined {
  const validators = readValidators(world.layout);
  if (validators === undefined || askedBase(world.env, validators.url) === undefined) return undefined;
  const versions = versionsIn(validators);
  if (versions.length === 0) return undefined;
  const listed = versions.map((version) => ({ version }));
  const seen = seenReleases(world, askedLister(world)).map((version) => ({ version }));
  const newest = newestOfLines([...listed, ...seen]).map((version) => ({ version }));
  return { newest, fetchedAt: validators.fetchedAt };
}

function versionsIn({ newest = [] }: Validators): readonly Version[] {
  return newest.flatMap((name) => parseVersion(name) ?? []);
}
