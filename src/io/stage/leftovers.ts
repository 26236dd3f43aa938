import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { failureOfPart, GvError } from '../../errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { entryKind, namesIn } from '../disk/read.ts';
import { removeTree } from '../disk/write.ts';
import { stagingPlace, stagingPlaces } from './place.ts';
import { bringRecordsBack, hasReceiptAside, removeRecords } from './records.ts';

/**
 * Names in staging/ begin with the release, so that the holder of that release's mutex may clear them: `<release>+new-…` is a
 * stage; `<release>+old-…`, with the same end, is what its tree displaces; `<release>+gone-…` is garbage. Whatever is deleted is
 * garbage by its name first, so that a deletion that was cut off can never be taken for a toolchain.
 */
export interface StagePaths {
  /** The stage: the tree, which leaves it with the rename that makes it visible, and the old records. */
  readonly stage: string;
  readonly old: string;
}

/** The tree in a stage. */
export function treeIn(stage: string): string {
  return join(stage, 'go');
}

/** Paths in a directory for unfinished work that nothing has yet. Call it under the release's mutex. */
export function newStagePaths(place: string, name: string): StagePaths {
  const stage = freePath(place, `${name}+new-`);
  return { stage, old: displacedBy(stage) };
}

let counter = 0;

/** The number of a process comes again, and what cannot be deleted stays. */
function freePath(place: string, start: string): string {
  for (;;) {
    counter += 1;
    const path = join(place, `${start}${process.pid}-${counter}`);
    if (entryKind(path) === 'absent' && entryKind(displacedBy(path)) === 'absent') return path;
  }
}

function displacedBy(stage: string): string {
  return join(dirname(stage), basename(stage).replace('+new-', '+old-'));
}

/**
 * True for a displaced toolchain that goes back: its successor still lies in the stage, its receipt aside, and nothing has its place.
 * Once the successor has left the stage it is in place, or was removed from there since, and the old tree is garbage for good.
 */
export function goesBack(layout: Layout, path: string): boolean {
  const [name = '', rest = ''] = basename(path).split('+');
  const stage = join(dirname(path), `${name}+new-${rest.slice('old-'.length)}`);
  return (
    rest.startsWith('old-') &&
    entryKind(treeIn(stage)) !== 'absent' &&
    entryKind(layout.toolchain(name)) === 'absent' &&
    hasReceiptAside(layout, name, stage)
  );
}

/**
 * Takes back what a stage has changed whose tree never left it: first the displaced toolchain, then the records, so that the stage
 * says what is to be done until all is. Call it under the release's mutex. Fails with `disk-full`, `permission` or `disk`.
 */
export async function takeBack(layout: Layout, name: string, stage: string): Promise<void> {
  if (entryKind(treeIn(stage)) === 'absent') return;
  const old = displacedBy(stage);
  if (goesBack(layout, old)) await moved(old, layout.toolchain(name));
  await bringRecordsBack(layout, name, stage);
}

/**
 * Repairs a release after a gv was killed: a displaced toolchain goes back with its records when its successor never left its stage;
 * every other entry of the release in staging/ is removed. Gives the failure of what cannot be deleted, which hinders no install.
 * Call it under the release's mutex. Fails with `disk-full`, `permission` or `disk` where a toolchain cannot go back.
 */
export async function repairStage(layout: Layout, name: string): Promise<GvError | undefined> {
  const isOwn = (path: string): boolean => basename(path).startsWith(`${name}+`);
  for (const path of stagedPaths(layout).filter(isOwn)) {
    if (basename(path).startsWith(`${name}+new-`)) await takeBack(layout, name, path);
  }
  return clear(layout, name, stagedPaths(layout).filter(isOwn));
}

/**
 * Deletes what is left of a release in staging/; gives the first failure. Where nothing is in place, as behind an uninstall or a first
 * install that was cut off, the records go too: they would speak for whatever came there. Fails with `permission` or `disk` where
 * an entry cannot even be renamed.
 */
export async function clear(
  layout: Layout,
  name: string,
  paths: readonly string[],
): Promise<GvError | undefined> {
  let stays: GvError | undefined;
  if (paths.length > 0 && entryKind(layout.toolchain(name)) === 'absent') await removeRecords(layout, name);
  for (const path of paths) {
    if (entryKind(path) === 'absent') continue;
    const isGarbage = basename(path).startsWith(`${name}+gone-`);
    const gone = isGarbage ? path : await moved(path, freePath(dirname(path), `${name}+gone-`));
    const failure = await deletion(gone);
    stays ??= failure;
  }
  return stays;
}

/** Deletes garbage; gives the failure. */
async function deletion(gone: string): Promise<GvError | undefined> {
  const failure = await failureOfPart(() => removeTree(gone));
  if (failure === undefined) return undefined;
  return new GvError(failure.code, `${gone} cannot be deleted: ${failure.message}`, {
    hint: 'A mount in it, or a file that may not be changed? When that is mended: gv rehash',
    path: gone,
    cause: failure,
  });
}

async function moved(from: string, to: string): Promise<string> {
  try {
    await rename(from, to);
    return to;
  } catch (error) {
    throw diskError(error, from);
  }
}

/**
 * Moves a toolchain to staging/ in one step, then removes its records and deletes it; gives the failure of the deletion, as
 * `repairStage` does. Call it under the release's mutex, after `repairStage`. Fails with `permission` or `disk`.
 */
export async function discard(layout: Layout, name: string): Promise<GvError | undefined> {
  const place = await stagingPlace(layout);
  const gone = await moved(layout.toolchain(name), freePath(place, `${name}+gone-`));
  await removeRecords(layout, name);
  return deletion(gone);
}

/**
 * The release of an entry in staging/: `1.22.5` of `1.22.5+new-4711-1`. Undefined where gv did not make it: `repairStage` finds no
 * `go1.22.5+new-1` and no `1.22.5` without an end, and none whose name is not UTF-8, which then leads nowhere.
 */
export function stagedVersion(path: string): Version | undefined {
  const [name = '', end] = basename(path).split('+');
  const version = end === undefined ? undefined : parseVersion(name);
  return version?.name === name && entryKind(path) !== 'absent' ? version : undefined;
}

/** Releases with an entry in staging/. */
export function stagedReleases(layout: Layout): readonly Version[] {
  const versions = stagedPaths(layout).flatMap((path) => stagedVersion(path) ?? []);
  return [...new Map(versions.map((version) => [version.name, version])).values()];
}

/** Entries that look like unfinished work and that no gv can have made, so that none clears them. */
export function foreignStaged(layout: Layout): readonly string[] {
  return stagedPaths(layout).filter(
    (path) =>
      basename(path).includes('+') && stagedVersion(path) === undefined && entryKind(path) !== 'absent',
  );
}

/** The paths of all unfinished work. */
export function stagedPaths(layout: Layout): readonly string[] {
  return stagingPlaces(layout).flatMap((place) => namesIn(place).map((name) => join(place, name)));
}
