import type { Emit } from '../../core/events.ts';
import type { Measured } from '../../core/measured.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withStoreMutex, withReleaseMutex } from '../../io/store/mutexes.ts';
import { repairStage } from '../../io/store/staging.ts';
import { type Installed, installedToolchain } from '../../io/store/toolchains.ts';
import type { Verdict } from '../../trust/evidence.ts';
import { withSeen } from '../../trust/seen.ts';
import type { World } from '../../world.ts';
import { place, type Proven } from './place.ts';
import { SEEN_BYTES, prove, receiptProofs, type Arrived } from './prove.ts';

export interface Placing {
  readonly version: Version;
  /** Whether a toolchain that is there is left as it is, having said so. */
  readonly keeps: (installed: Installed) => boolean;
  /** It may only be there already. */
  readonly offline: boolean;
  readonly emit: Emit;
}

/** Everything around the work that makes a release visible: its mutex, what a killed gv left, links and the global base. */
export async function placing(
  world: World,
  { version, keeps, offline, emit }: Placing,
  work: () => Promise<void>,
): Promise<Installed> {
  const purpose = `installing go ${version.label}`;
  return withReleaseMutex(world, { version, purpose, emit }, async () => {
    await repairStage(world.layout, version.name);
    const installed = installedToolchain(world.layout, version);
    if (installed !== undefined && keeps(installed)) return installed;
    if (offline) throw offlineError(version);
    await work();
    await settle(world, version, emit);
    const path = world.layout.toolchain(version.name);
    emit({ type: 'placed', release: version.label, path });
    return { version, path };
  });
}

/** An archive that has arrived, and where it came from. */
export interface ArrivedArchive extends Arrived, Pick<Proven, 'source'> {}

/** Proves an archive, says so, places it and remembers its digest. Call it inside `placing`. Fails as `prove` and `place` do. */
export async function proveAndPlace(world: World, archive: ArrivedArchive, emit: Emit): Promise<void> {
  const { version, handle, measured, source } = archive;
  const verdict = await prove(world, archive);
  tellVerdict(version, verdict, emit);
  await place(world, { version, handle, measured, verdict, source }, emit);
  // Where only its module is proven, anybody may have made the rest: such an archive must not make the genuine one look changed.
  if (!verdict.unproven && verdict.covers === 'everything') await remember(world, measured);
}

/** Says what was proven, and loudly what was not: every time, on every way in. */
export function tellVerdict({ label: release }: Version, verdict: Verdict, emit: Emit): void {
  for (const proof of receiptProofs(verdict.proofs)) emit({ type: 'proof', release, proof });
  if (!verdict.unproven) return;
  const lacks = verdict.missing.join('; ');
  emit({ type: 'warning', text: `go ${release} is NOT proven (${lacks}); you asked for it by --unproven` });
}

function offlineError({ label }: Version): GvError {
  return new GvError('offline', `go ${label} would have to be fetched, and gv may not use the network`, {
    hint: 'Leave --offline (GV_OFFLINE) out, or carry the archive and its .asc here: gv install ./FILE',
  });
}

/**
 * After a toolchain was placed: links and aliases follow, the very first one becomes the global base, and the digest
 * of what was proven is remembered for good.
 */
export async function settle(world: World, version: Version, emit: Emit): Promise<void> {
  const { layout } = world;
  await withStoreMutex(world, `placing go ${version.label}`, async () => {
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
  await withStoreMutex(world, `remembering ${measured.name}`, async () => {
    const text = readSmall(path, SEEN_BYTES) ?? '';
    const next = withSeen(text, measured);
    if (next !== text) await writeFileAtomic(path, next);
  });
}
