import { join } from 'node:path';
import { keptBy } from '../../core/choice/askings.ts';
import { downloadOf } from '../../core/release/cache-name.ts';
import { lineOf, type Version } from '../../core/version.ts';
import { hasCode } from '../../errors.ts';
import { ownerOf } from '../../io/disk/access.ts';
import { entryKind, namesIn } from '../../io/disk/read.ts';
import { diskUse } from '../../io/disk/usage.ts';
import { removeFile } from '../../io/disk/write.ts';
import { goesBack, repairStage, stagedPaths, stagedVersion } from '../../io/stage/leftovers.ts';
import { withReleaseMutex } from '../../io/store/mutexes.ts';
import { forgetSeenReleases } from '../../io/store/seen-releases-writer.ts';
import { seenReleaseFiles } from '../../io/store/seen-releases.ts';
import {
  damagedToolchains,
  type Installed,
  installedToolchain,
  installedToolchains,
} from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { knownAskings } from '../here/askings.ts';
import { finishAgain } from '../install/finishing.ts';
import { uninstall } from './uninstall.ts';

/** A path that can be removed. Paths in trust/ never are; the releases seen are forgotten by an option of their own. */
export interface Prunable {
  readonly kind: 'download' | 'staging' | 'toolchain';
  /** Of a toolchain: the tree to which its link leads is gone. */
  readonly lacks?: 'tree';
  readonly version: Version;
  readonly path: string;
  /** On the disk. */
  readonly bytes: number;
}

export interface PruneOptions {
  /** Also the toolchains that a newer patch of their line has replaced. */
  readonly patches: boolean;
  /** Also what servers listed: the cached lists, and the record of releases seen. */
  readonly index: boolean;
}

export interface PrunePlan {
  readonly items: readonly Prunable[];
  /** Older patches that stay, and the files that ask for them. */
  readonly kept: readonly { readonly version: Version; readonly files: readonly string[] }[];
  /** Files that hold what servers listed. */
  readonly lists: readonly string[];
  /** A sentence on what only the owner of the root may remove; undefined in a root of one's own. */
  readonly others: string | undefined;
}

/**
 * Finds unused paths: downloads, leftovers of killed runs in staging/, links whose tree is gone, and with `patches` the toolchains that a newer patch of
 * their line has replaced, except those that a known project, this directory or the global version asks for. With `index`
 * also the files that hold what servers listed. In a root of another account, only what is the user's own: the rest is told.
 */
export async function findPrunable(world: World, { patches, index }: PruneOptions): Promise<PrunePlan> {
  const listed = index ? lists(world) : [];
  const { layout } = world;
  if (layout.user !== undefined) {
    const rest = patches ? 'the toolchains and unfinished work' : 'unfinished work';
    const others = `gv leaves ${rest} in ${layout.root} alone, which belongs to ${ownerOf(layout.root)}`;
    // The lists are all the user's own.
    return {
      items: downloads(world),
      kept: [],
      lists: listed,
      others: index && !patches ? undefined : others,
    };
  }
  const old = patches ? await oldPatches(world) : { items: [], kept: [] };
  const items = [...downloads(world), ...staged(world), ...goneTrees(world), ...old.items];
  return { items, kept: old.kept, lists: listed, others: undefined };
}

function lists({ layout }: World): readonly string[] {
  const cached = [layout.index, layout.indexValidators, layout.moduleList];
  return [...cached.filter((path) => entryKind(path) !== 'absent'), ...seenReleaseFiles(layout)];
}

function downloads(world: World): readonly Prunable[] {
  const { cache } = world.layout;
  return namesIn(cache).flatMap((name): readonly Prunable[] => {
    const version = downloadOf(name);
    const path = join(cache, name);
    if (version === undefined || entryKind(path) !== 'file') return [];
    return [{ kind: 'download', version, path, bytes: diskUse(path) }];
  });
}

/** The leftovers of unfinished work, except a displaced toolchain that goes back to its place. */
function staged(world: World): readonly Prunable[] {
  return stagedPaths(world.layout).flatMap((path): readonly Prunable[] => {
    const version = stagedVersion(path);
    if (version === undefined || goesBack(world.layout, path)) return [];
    return [{ kind: 'staging', version, path, bytes: diskUse(path) }];
  });
}

/** Toolchains that were shared with another manager, which removed the tree. */
function goneTrees({ layout }: World): readonly Prunable[] {
  return damagedToolchains(layout).flatMap(({ version, path, lacks }): readonly Prunable[] =>
    lacks === 'tree' ? [{ kind: 'toolchain', version, path, bytes: 0, lacks }] : [],
  );
}

async function oldPatches(world: World): Promise<Pick<PrunePlan, 'items' | 'kept'>> {
  const installed = installedToolchains(world.layout);
  const newest = new Set<string>();
  const old = installed.filter(({ version }) => {
    const line = lineOf(version);
    const isNewest = !newest.has(line);
    newest.add(line);
    return !isNewest;
  });
  const asked = keptBy(
    await knownAskings(world),
    installed.map(({ version }) => version),
  );
  const isAsked = ({ version }: Installed): boolean => asked.has(version.name);
  return {
    items: old
      .filter((toolchain) => !isAsked(toolchain))
      .map(({ version, path }) => ({ kind: 'toolchain', version, path, bytes: diskUse(path) })),
    kept: old.filter(isAsked).map(({ version }) => ({ version, files: asked.get(version.name) ?? [] })),
  };
}

/**
 * Removes the items of a plan; gives those that were removed. An item that another gv uses stays, with a notice. The user of
 * another account's root has done all that can be done there with what is the user's own, so that the rest is no failure.
 */
export async function prune(run: Run, { items, lists }: PrunePlan): Promise<readonly Prunable[]> {
  if (lists.length > 0) await forget(run, lists);
  const toolchains = items.filter(({ kind }) => kind === 'toolchain');
  const removals = toolchains.map(({ version, path, lacks }) => ({
    toolchain: { version, path, ...(lacks !== undefined && { lacks }) },
    usedBy: undefined,
  }));
  await uninstall(run, removals, { force: false });
  const stays = new Set<Prunable>();
  for (const item of items) {
    if (item.kind === 'toolchain') continue;
    try {
      await remove(run, item);
    } catch (error) {
      if (!hasCode(error, 'in-use')) throw error;
      stays.add(item);
      run.emit({ type: 'notice', text: `${item.path} stays: ${error.message}` });
    }
  }
  return items.filter((item) => !stays.has(item));
}

/** The cache goes too: the better index in it would displace an older one that is meant to be taken. */
async function forget(run: Run, lists: readonly string[]): Promise<void> {
  await forgetSeenReleases(run);
  for (const path of lists) await removeFile(path);
}

async function remove(run: Run, { kind, version, path }: Prunable): Promise<void> {
  // In another account's root only the user's own gv downloads into this cache, and none of that becomes a toolchain.
  if (kind === 'download' && run.layout.user !== undefined) return removeFile(path);
  const purpose = `pruning go ${version.label}`;
  await withReleaseMutex(run, { version, purpose, impatient: true }, async () => {
    if (kind === 'download') return removeFile(path);
    const stays = await repairStage(run.layout, version.name);
    if (stays !== undefined) throw stays;
    const back = installedToolchain(run.layout, version);
    if (back !== undefined) await finishAgain(run, back, 'never');
  });
}
