import { rename, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Layout } from '../../core/layout.ts';
import type { World } from '../../world.ts';
import { runBounded } from '../children/run-bounded.ts';
import { diskError } from '../disk/disk-error.ts';
import { inheritOwner } from '../disk/owner.ts';
import { entryKind, readSmallBytes, readSmallBytesOrNothing, namesIn } from '../disk/read.ts';
import { removeTree, syncDirectory, writeFileAtomic } from '../disk/write.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { stagingPlace, stagingPlaces } from '../stage/place.ts';

/**
 * Work in progress on a release, on the file system of versions/, closed to other accounts. Names in staging/ begin with the
 * release, so that the holder of that release's mutex may clear them: `<release>+new-…` and `<release>+old-…`.
 */
export interface Stage {
  /** Empty directory, mode 0700. */
  readonly path: string;
  /** Puts the records of the installed toolchain aside until `go` has left the stage. */
  setRecordsAside(): Promise<void>;
  /** Puts `from`, a directory inside, in place of the release's toolchain and removes the old one. */
  commit(from: string): Promise<void>;
  /** Removes the stage. Without a `commit` before it, the release is as it was. */
  drop(): Promise<void>;
}

/** Makes a stage. Call it under the release's mutex. Fails with `disk-full`, `permission` or `disk`. */
export async function openStage(world: World, name: string): Promise<Stage> {
  const { layout } = world;
  const unique = uniqueSuffix();
  const place = await stagingPlace(layout);
  const path = join(place, `${name}+new-${unique}`);
  const old = join(place, `${name}+old-${unique}`);
  try {
    await mkdir(path, { mode: 0o700 });
    inheritOwner(path);
  } catch (error) {
    throw diskError(error, path);
  }
  return {
    path,
    setRecordsAside: () => setRecordsAside(layout, name, path),
    async commit(from) {
      const target = layout.toolchain(name);
      try {
        await syncTree(world, from);
        if (entryKind(target) !== 'absent') await rename(target, old);
        await rename(from, target);
        await syncDirectory(layout.versions);
      } catch (error) {
        throw diskError(error, target);
      }
      await removeTree(old);
    },
    async drop() {
      await bringRecordsBack(layout, name, path);
      await removeTree(path);
    },
  };
}

let counter = 0;

/** Unique, because only the holder of the release's mutex calls this. */
function uniqueSuffix(): string {
  counter += 1;
  return `${process.pid}-${counter}`;
}

/** Moves a toolchain to staging/ in one step, then deletes it. Call it under the release's mutex. */
export async function discard(layout: Layout, name: string): Promise<void> {
  const gone = join(await stagingPlace(layout), `${name}+gone-${uniqueSuffix()}`);
  const target = layout.toolchain(name);
  try {
    await rename(target, gone);
  } catch (error) {
    throw diskError(error, target);
  }
  await removeTree(gone);
}

/**
 * Repairs a release after a gv was killed: a displaced toolchain goes back with its records when its successor is not in place;
 * every other entry of the release in staging/ is removed. Call it under the release's mutex.
 */
export async function repairStage(layout: Layout, name: string): Promise<void> {
  for (const path of stagedPaths(layout)) {
    const entry = basename(path);
    if (!entry.startsWith(`${name}+`)) continue;
    if (entry.startsWith(`${name}+old-`) && entryKind(layout.toolchain(name)) === 'absent') {
      await rename(path, layout.toolchain(name)).catch((error: unknown) => {
        throw diskError(error, path);
      });
    } else {
      if (entry.startsWith(`${name}+new-`)) await bringRecordsBack(layout, name, path);
      await removeTree(path);
    }
  }
}

/** Releases with an entry in staging/: `1.22.5` of `1.22.5+new-4711-1`. */
export function stagedReleases(layout: Layout): readonly string[] {
  const names = stagedPaths(layout).map((path) => basename(path));
  return [
    ...new Set(names.flatMap((name) => (name.includes('+') ? [name.slice(0, name.indexOf('+'))] : []))),
  ];
}

/** The paths of all unfinished work. */
export function stagedPaths(layout: Layout): readonly string[] {
  return stagingPlaces(layout).flatMap((place) => namesIn(place).map((name) => join(place, name)));
}

/**
 * Waits until all writes to the file system of `path` are on the disk, with one call of syncfs(2) through sync(1):
 * 15 000 calls of fsync would take longer than the install. A sync(1) without `-f` syncs everything; without any sync(1)
 * the rename is still atomic, except after a power cut.
 */
async function syncTree(world: World, path: string): Promise<void> {
  const program = programOnPath(world, 'sync');
  if (program === undefined) return;
  for (const args of [['-f', path], []]) {
    const { end } = await runBounded({
      program,
      args,
      env: programEnv(world.env),
      group: 'shared',
      drop: ['stdout', 'stderr'],
    });
    if (end.kind === 'exited' && end.code === 0) return;
  }
}

/** A manifest has a line of some hundred bytes for each of 16 000 files. */
const RECORD_BYTES = 64 * 1024 * 1024;

/**
 * Puts receipt and manifest of a release aside in its stage before those of the next tree take their places: until the next
 * tree is in place, the old records are the true ones. A directory in the place of a record goes, as no file could take its place;
 * what else cannot be read says nothing, and is not kept. Fails with `disk-full`, `permission` or `disk`.
 */
export async function setRecordsAside(layout: Layout, name: string, stage: string): Promise<void> {
  for (const record of recordsOf(layout, name)) {
    const bytes = readSmallBytesOrNothing(record, RECORD_BYTES);
    if (bytes !== undefined) await writeFileAtomic(join(stage, basename(record)), bytes);
    else if (entryKind(record) === 'other') await removeTree(record);
  }
}

/**
 * Puts receipt and manifest back when the tree of a stage never left it. Copied, as the stage may lie on another file system.
 * Fails with `disk-full`, `permission` or `disk`.
 */
export async function bringRecordsBack(layout: Layout, name: string, stage: string): Promise<void> {
  if (entryKind(join(stage, 'go')) === 'absent') return;
  for (const record of recordsOf(layout, name)) {
    const aside = join(stage, basename(record));
    const bytes = entryKind(aside) === 'file' ? readSmallBytes(aside, RECORD_BYTES) : undefined;
    if (bytes !== undefined) await writeFileAtomic(record, bytes);
  }
}

/** Removes receipt and manifest of a release, whatever lies in their places. Fails with `permission` or `disk`. */
export async function removeRecords(layout: Layout, name: string): Promise<void> {
  for (const record of recordsOf(layout, name)) await removeTree(record);
}

function recordsOf(layout: Layout, name: string): readonly string[] {
  return [layout.receipt(name), layout.manifest(name)];
}
