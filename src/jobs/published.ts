import type { Emit } from '../core/events.ts';
import { LIMITS } from '../core/limits.ts';
import type { Versioned } from '../core/select.ts';
import { indexBases, indexUrl } from '../core/sources.ts';
import { newestOfLines } from '../core/support.ts';
import { displayUrl } from '../core/urls.ts';
import { parseVersion, type Version } from '../core/version.ts';
import { readValidators, type Validators } from '../io/index-validators.ts';
import type { World } from '../world.ts';

/** What is published, reduced to what upkeep needs. */
export interface Published {
  /** The newest release of each line (`newestOfLines`). */
  readonly newest: readonly Versioned[];
  /** When a server last said so; undefined when only module proxies answered. */
  readonly fetchedAt: Date | undefined;
}

/**
 * The newest release of each published line: from the summary beside the cached index while that is fresh, or offline;
 * else from whoever answers. Fails as `loadCatalog` does.
 */
export async function publishedLines(world: World, offline: boolean, emit: Emit): Promise<Published> {
  const summary = summaryOf(world);
  if (summary !== undefined && (offline || isFresh(world, summary.fetchedAt))) return summary;
  // Loaded here because it brings the network with it, which a cached answer does without.
  const { loadCatalog } = await import('./catalog.ts');
  const { offers, fetchedAt } = await loadCatalog(world, offline, emit);
  return { newest: newestOfLines(offers).map((version) => ({ version })), fetchedAt };
}

/** An index of another server than this run would ask says nothing here. */
function summaryOf(world: World): (Published & { readonly fetchedAt: Date }) | undefined {
  const validators = readValidators(world.layout);
  const isAsked = (base: URL): boolean => displayUrl(indexUrl(base)) === validators?.url;
  if (validators === undefined || !indexBases(world.env).some(isAsked)) return undefined;
  const versions = versionsIn(validators);
  if (versions.length === 0) return undefined;
  return { newest: versions.map((version) => ({ version })), fetchedAt: validators.fetchedAt };
}

function versionsIn({ newest = [] }: Validators): readonly Version[] {
  return newest.flatMap((name) => parseVersion(name) ?? []);
}

/** A time in the future means that a clock was wrong: then nothing is known of its age. */
function isFresh(world: World, fetchedAt: Date): boolean {
  const age = world.now().getTime() - fetchedAt.getTime();
  return age >= 0 && age < LIMITS.indexFreshMs;
}
