import type { Measured } from '../../core/measured.ts';
import type { Version } from '../../core/version.ts';
import { GvError, hasCode } from '../../errors.ts';
import { entryKind, readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { checkRuns, stagingPlace } from '../../io/stage/place.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withStoreMutex, withReleaseMutex } from '../../io/store/mutexes.ts';
import { repairStage } from '../../io/store/staging.ts';
import { type Installed, installedToolchain, installedToolchains } from '../../io/store/toolchains.ts';
import { withSeen } from '../../trust/seen.ts';
import type { Run } from '../../world.ts';
import { rememberProven } from '../releases/remember-releases.ts';
import { place, type Proven } from './place.ts';
import { SEEN_BYTES, prove, type Arrived } from './prove.ts';

export interface PlaceRequest {
  readonly version: Version;
  /** Decides whether an installed toolchain is left as it is; announces it if so. */
  readonly keeps: (installed: Installed) => boolean;
  /**
   * `first`: the first toolchain of an empty store becomes the global version. `never`: a choice for one
   * directory or shell leaves all others as they are; without a global version the newest installed toolchain answers.
   */
  readonly global: 'first' | 'never';
}

/** Does the work that makes a release visible under the release's mutex; repairs leftovers before, and sets links and the global version after. */
export async function placing(
  run: Run,
  { version, keeps, global }: PlaceRequest,
  work: () => Promise<void>,
): Promise<Installed> {
  const purpose = `installing go ${version.label}`;
  return withReleaseMutex(run, { version, purpose }, async () => {
    await repairStage(run.layout, version.name);
    const installed = installedToolchain(run.layout, version);
    if (installed !== undefined && keeps(installed)) return linkedAgain(run, installed);
    // Before a byte is fetched: the tree must be able to take its place, and to run there.
    await checkRuns(run.layout, await stagingPlace(run.layout), version.name);
    await work();
    const isNew = installed === undefined;
    await settle(run, version, { mayBecomeGlobal: isNew && global === 'first' });
    await rememberProven(run, version);
    const path = run.layout.toolchain(version.name);
    run.emit({ type: 'placed', release: version.label, path });
    return { version, path };
  });
}

/**
 * Writes the links of an installed toolchain whose own one is missing: the install was killed behind its rename. Where nothing may be
 * written, all stays as it is. Fails with `disk-full`, `disk`.
 */
export async function linkedAgain(run: Run, installed: Installed): Promise<Installed> {
  const { layout } = run;
  const { label, name } = installed.version;
  if (entryKind(layout.goLink(name)) !== 'absent') return installed;
  try {
    await withStoreMutex(run, `linking go ${label}`, () => rewriteLinks(layout));
  } catch (error) {
    if (!hasCode(error, 'permission')) throw error;
  }
  return installed;
}

/** An archive that has arrived, and its source. */
export interface ArrivedArchive extends Arrived, Pick<Proven, 'source' | 'staged'> {
  /** The user wants the archive whole (`--full`). */
  readonly whole: boolean;
}

/** Proves an archive, places it and keeps its digest. Call it inside `placing`. Fails as `prove` and `place` do. */
export async function proveAndPlace(run: Run, archive: ArrivedArchive): Promise<void> {
  const { version, handle, measured, source, staged } = archive;
  const verdict = await prove(run, archive);
  if (archive.whole && verdict.covers === 'module') throw notWhole(version);
  await place(run, { version, handle, measured, verdict, source, staged });
  // Where only the module is proven, an attacker may have made the rest: the digest of such an archive must not make the genuine one look changed.
  if (verdict.unproven || verdict.covers === 'module') return;
  const { seenDigests, seenOwnDigests } = run.layout;
  await remember(run, verdict.official ? seenDigests : seenOwnDigests, measured);
}

function notWhole({ label }: Version): GvError {
  const text = `go ${label} cannot be had whole: only the checksum database proves it, and api, doc, misc and test are not in there`;
  return new GvError('digest-missing', text, {
    hint: `gv install ${label} places the proven part; the official index, whose digest proves all of it, needs GV_DL_URL unset.`,
  });
}

interface SettleOptions {
  readonly mayBecomeGlobal: boolean;
}

/**
 * Finishes an install: makes the first toolchain of an empty store the global version where it may, then writes links and
 * aliases. Fails with `disk-full`, `permission`, `disk`.
 */
export async function settle(run: Run, version: Version, { mayBecomeGlobal }: SettleOptions): Promise<void> {
  const { layout } = run;
  await withStoreMutex(run, `placing go ${version.label}`, async () => {
    const others = installedToolchains(layout).filter((other) => other.version.name !== version.name);
    if (mayBecomeGlobal && others.length === 0 && readSmall(layout.globalVersion) === undefined) {
      await writeFileAtomic(layout.globalVersion, `${version.label}\n`);
      run.emit({ type: 'global', release: version.label });
    }
    await rewriteLinks(layout);
  });
}

/** Keeps the digest of a proven archive in a record; a later archive of that name must have the same. */
async function remember(run: Run, path: string, measured: Measured): Promise<void> {
  await withStoreMutex(run, `remembering ${measured.name}`, async () => {
    const text = readSmall(path, SEEN_BYTES) ?? '';
    const next = withSeen(text, measured);
    if (next !== text) await writeFileAtomic(path, next);
  });
}
