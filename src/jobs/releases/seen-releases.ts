import { createHash } from 'node:crypto';
import { indexBases, indexUrl, isOfficialBase } from '../../core/release/addresses.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { provenanceOf } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { proxiesKey } from '../../io/cache/module-list.ts';
import type { GoSettings } from '../../io/go/go-settings.ts';
import { readProvenances } from '../../io/store/provenance-cache.ts';
import { keepSeenReleases, readSeenReleases } from '../../io/store/seen-releases.ts';
import { installedToolchains, receiptOf } from '../../io/store/toolchains.ts';
import { newestStable } from '../../trust/seen-releases.ts';
import type { Run, World } from '../../world.ts';

/**
 * A source of lists of releases; also the name of a file. The releases that one lister names bind that lister alone, so that a
 * server which lists invented releases spoils no other list.
 */
export type Lister = 'official' | `index-${string}` | `proxies-${string}`;

/** Of an index: all official hosts are one. */
export function indexLister(base: URL): Lister {
  if (isOfficialBase(base)) return 'official';
  const hash = createHash('sha256')
    .update(displayUrl(indexUrl(base)))
    .digest('hex');
  return `index-${hash.slice(0, 32)}`;
}

/** Of the index that this run would ask for. Fails with `bad-config`. */
export function askedLister({ env }: World): Lister {
  const [base] = indexBases(env);
  return base === undefined ? 'official' : indexLister(base);
}

/** Of the proxies of Go's settings together. */
export function proxiesLister(settings: GoSettings): Lister {
  return `proxies-${proxiesKey(settings).slice(0, 32)}`;
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

/** Remembers the releases of a lister. Fails with `disk-full` or `disk`. */
export async function rememberListed(
  run: Run,
  by: Lister,
  listed: readonly { readonly version: Version }[],
): Promise<void> {
  await keepSeenReleases(
    run,
    by,
    listed.map(({ version }) => version),
  );
}

/** Remembers that a toolchain which was just placed is a release, if it was proven to be one; this outlives the toolchain. */
export async function rememberProven(run: Run, version: Version): Promise<void> {
  if (provenanceOf(receiptOf(run.layout, version)).trust !== 'proven') return;
  await rememberListed(run, 'official', [{ version }]);
}
