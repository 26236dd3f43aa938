import type { Measured } from '../../core/measured.ts';
import type { Version } from '../../core/version.ts';
import { readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withStoreMutex, withReleaseMutex } from '../../io/store/mutexes.ts';
import { repairStage } from '../../io/store/staging.ts';
import { type Installed, installedToolchain } from '../../io/store/toolchains.ts';
import type { Verdict } from '../../trust/evidence.ts';
import { withSeen } from '../../trust/seen.ts';
import type { Run, World } from '../../world.ts';
import { rememberProven } from '../releases/seen-releases.ts';
import { place, type Proven } from './place.ts';
import { SEEN_BYTES, prove, receiptProofs, type Arrived } from './prove.ts';

export interface PlaceRequest {
  readonly version: Version;
  /** Whether a toolchain that is there is left as it is, having said so. */
  readonly keeps: (installed: Installed) => boolean;
}

/** Everything around the work that makes a release visible: its mutex, what a killed gv left, links and the global base. */
export async function placing(
  run: Run,
  { version, keeps }: PlaceRequest,
  work: () => Promise<void>,
): Promise<Installed> {
  const purpose = `installing go ${version.label}`;
  return withReleaseMutex(run, { version, purpose }, async () => {
    await repairStage(run.layout, version.name);
    const installed = installedToolchain(run.layout, version);
    if (installed !== undefined && keeps(installed)) return installed;
    await work();
    await settle(run, version);
    await rememberProven(run, version);
    const path = run.layout.toolchain(version.name);
    run.emit({ type: 'placed', release: version.label, path });
    return { version, path };
  });
}

/** An archive that has arrived, and where it came from. */
export interface ArrivedArchive extends Arrived, Pick<Proven, 'source'> {}

/** Proves an archive, says so, places it and remembers its digest. Call it inside `placing`. Fails as `prove` and `place` do. */
export async function proveAndPlace(run: Run, archive: ArrivedArchive): Promise<void> {
  const { version, handle, measured, source } = archive;
  const verdict = await prove(run, archive);
  tellVerdict(run, version, verdict);
  await place(run, { version, handle, measured, verdict, source });
  // Where only its module is proven, anybody may have made the rest: such an archive must not make the genuine one look changed.
  if (!verdict.unproven && verdict.covers === 'everything') await remember(run, measured);
}

/** Says what was proven, and loudly what was not: every time, on every way in. */
export function tellVerdict({ emit }: Run, { label: release }: Version, verdict: Verdict): void {
  for (const proof of receiptProofs(verdict.proofs)) emit({ type: 'proof', release, proof });
  if (!verdict.unproven) return;
  const lacks = verdict.missing.join('; ');
  emit({ type: 'warning', text: `go ${release} is NOT proven (${lacks}); you asked for it by --unproven` });
}

/**
 * After a toolchain was placed: links and aliases follow, the very first one becomes the global base, and the digest
 * of what was proven is remembered for good.
 */
export async function settle(run: Run, version: Version): Promise<void> {
  const { layout } = run;
  await withStoreMutex(run, `placing go ${version.label}`, async () => {
    if (readSmall(layout.globalVersion) === undefined) {
      await writeFileAtomic(layout.globalVersion, `${version.label}\n`);
      run.emit({ type: 'global', release: version.label });
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
