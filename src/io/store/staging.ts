import { mkdir, rename } from 'node:fs/promises';
import type { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { runBounded } from '../children/run-bounded.ts';
import { diskError } from '../disk/disk-error.ts';
import { inheritOwner } from '../disk/owner.ts';
import { entryKind } from '../disk/read.ts';
import { syncDirectory } from '../disk/write.ts';
import { programEnv, programOnPath } from '../host/search-path.ts';
import { clear, newStagePaths, type StagePaths, takeBack, treeIn } from '../stage/leftovers.ts';
import { stagingPlace } from '../stage/place.ts';
import { setRecordsAside } from '../stage/records.ts';

/** Work in progress on a release, on the file system of versions/, closed to other accounts (names: `StagePaths`). */
export interface Stage {
  /** Empty directory, mode 0700. */
  readonly path: string;
  /** Puts the records of the installed toolchain aside until `go` has left the stage. */
  setRecordsAside(): Promise<void>;
  /** Puts `go`, a directory inside, in place of the release's toolchain, which stays in staging/ until `drop`. */
  commit(): Promise<void>;
  /**
   * Removes the stage, and what was displaced; gives the failure of what cannot be deleted, which hinders no install. Without a
   * `commit` before it, the release is as it was, or the failure is thrown.
   */
  drop(): Promise<GvError | undefined>;
}

/** Makes a stage. Call it under the release's mutex. Fails with `disk-full`, `permission` or `disk`. */
export async function openStage(world: World, name: string): Promise<Stage> {
  const { layout } = world;
  const paths = newStagePaths(await stagingPlace(layout), name);
  const path = paths.stage;
  try {
    await mkdir(path, { mode: 0o700 });
    inheritOwner(path);
  } catch (error) {
    throw diskError(error, path);
  }
  return {
    path,
    setRecordsAside: () => setRecordsAside(layout, name, path),
    async commit() {
      const target = layout.toolchain(name);
      try {
        await syncTree(world, treeIn(path));
        await takePlace(paths, target);
        await syncDirectory(layout.versions);
      } catch (error) {
        throw diskError(error, target);
      }
    },
    async drop() {
      await takeBack(layout, name, path);
      return clear(layout, name, [paths.old, path]);
    },
  };
}

/** Two renames. Killed between them, the next gv puts the old tree back (`takeBack`); a failure of the second does so at once. */
async function takePlace({ stage, old }: StagePaths, target: string): Promise<void> {
  const isReplacing = entryKind(target) !== 'absent';
  if (isReplacing) await rename(target, old);
  try {
    await rename(treeIn(stage), target);
  } catch (error) {
    if (isReplacing) await rename(old, target);
    throw error;
  }
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
