import type { Emit } from '../../core/events.ts';
import type { Measured } from '../../core/measured.ts';
import type { Version } from '../../core/version.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { readSmall } from '../../io/disk/read.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withStoreLock } from '../../io/store/mutexes.ts';
import { withSeen } from '../../trust/seen.ts';
import type { World } from '../../world.ts';
import { SEEN_BYTES } from './prove.ts';

/**
 * After a toolchain was placed: links and aliases follow, the very first one becomes the global base, and the digest
 * of what was proven is remembered for good.
 */
export async function settle(world: World, version: Version, emit: Emit): Promise<void> {
  const { layout } = world;
  await withStoreLock(world, `placing go ${version.label}`, async () => {
    if (readSmall(layout.globalVersion) === undefined) {
      await writeFileAtomic(layout.globalVersion, `${version.label}\n`);
      emit({ type: 'global', release: version.label });
    }
    await rewriteLinks(layout);
  });
}

/** Remembers what a proven archive looked like; a later one of that name must look the same. */
export async function remember(world: World, measured: Measured): Promise<void> {
  const path = world.layout.seenDigests;
  await withStoreLock(world, `remembering ${measured.name}`, async () => {
    const text = readSmall(path, SEEN_BYTES) ?? '';
    const next = withSeen(text, measured);
    if (next !== text) await writeFileAtomic(path, next);
  });
}
