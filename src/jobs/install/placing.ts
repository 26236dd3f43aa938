import type { Version } from '../../core/version.ts';
import { GvError, hasCode } from '../../errors.ts';
import { repairStage, stagedReleases } from '../../io/stage/leftovers.ts';
import { checkPlace, checkRuns, stagingPlace } from '../../io/stage/place.ts';
import { withReleaseMutex } from '../../io/store/mutexes.ts';
import { type Installed, installedToolchain } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { finish, finishAgain } from './finishing.ts';
import { place, tellLeft, type Proven } from './place.ts';
import { prove, type Arrived } from './prove.ts';

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

/** Does the work that makes a release visible under the release's mutex; repairs leftovers before, and does after what `finish` does. */
export async function placing(
  run: Run,
  { version, keeps, global }: PlaceRequest,
  work: () => Promise<void>,
): Promise<Installed> {
  const purpose = `installing go ${version.label}`;
  return withReleaseMutex(run, { version, purpose }, async () => {
    await repairTelling(run, version);
    const installed = installedToolchain(run.layout, version);
    if (installed !== undefined && keeps(installed)) return finishAgain(run, installed, global);
    checkPlace(run.layout, version);
    // Before a byte is fetched: the tree must be able to take its place, and to run there.
    await checkRuns(run.layout, await stagingPlace(run.layout), version.name);
    await work();
    await finish(run, { version, global, isNew: installed === undefined });
    const path = run.layout.toolchain(version.name);
    run.emit({ type: 'placed', release: version.label, path });
    return { version, path };
  });
}

/**
 * Repairs what a killed gv left of a release, before its toolchain and its receipt count. A gv that is busy
 * with the release was not killed; where nothing may be written, all stays as it is. Fails with `disk-full` or `disk`.
 */
export async function repairLeft(run: Run, version: Version): Promise<void> {
  const purpose = `repairing go ${version.label}`;
  try {
    if (!stagedReleases(run.layout).some(({ name }) => name === version.name)) return;
    await withReleaseMutex(run, { version, purpose, impatient: true }, () => repairTelling(run, version));
  } catch (error) {
    if (!hasCode(error, 'in-use', 'permission')) throw error;
  }
}

async function repairTelling(run: Run, { name }: Version): Promise<void> {
  const left = await repairStage(run.layout, name);
  if (left !== undefined) tellLeft(run, left);
}

/** An archive that has arrived, and its source. */
export interface ArrivedArchive extends Arrived, Pick<Proven, 'source' | 'staged'> {
  /** The user wants the archive whole (`--full`). */
  readonly whole: boolean;
}

/** Proves an archive and places it. Call it inside `placing`. Fails as `prove` and `place` do. */
export async function proveAndPlace(run: Run, archive: ArrivedArchive): Promise<void> {
  const { version, handle, measured, source, staged } = archive;
  const verdict = await prove(run, archive);
  if (archive.whole && verdict.covers === 'module') throw notWhole(version);
  await place(run, { version, handle, measured, verdict, source, staged });
}

function notWhole({ label }: Version): GvError {
  const text = `go ${label} cannot be had whole: only the checksum database proves it, and api, doc, misc and test are not in there`;
  return new GvError('digest-missing', text, {
    hint: `gv install ${label} places the proven part; the official index, whose digest proves all of it, needs GV_DL_URL unset.`,
  });
}
