import { provenanceOf } from '../../core/toolchain/provenance.ts';
import type { Version } from '../../core/version.ts';
import { proxiesKey } from '../../io/cache/module-list.ts';
import type { GoSettings } from '../../io/go/go-settings.ts';
import { keepSeenReleases } from '../../io/store/seen-releases-writer.ts';
import { receiptOf } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import type { Lister } from './seen-releases.ts';

/** The lister of the proxies of Go's settings together. */
export function proxiesLister(settings: GoSettings): Lister {
  return `proxies-${proxiesKey(settings).slice(0, 32)}`;
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
