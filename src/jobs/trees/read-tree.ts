import { join } from 'node:path';
import { toolDirectories } from '../../core/archive/tree-names.ts';
import type { Platform } from '../../core/platform.ts';
import { goModBeside } from '../../core/toolchain/packed-go-mod.ts';
import type { Digests, TreeEntry } from '../../core/toolchain/tree-check.ts';
import { namesOrNothing } from '../../io/disk/read.ts';
import type { TreeHashers } from '../../io/tree/digests.ts';
import { walk } from '../../io/tree/walk.ts';
import { isInModule } from '../../trust/log/module-h1.ts';
import type { World } from '../../world.ts';

/** A tree as it was read, links not followed. */
export interface TreeReading {
  readonly root: string;
  /** The platform of the tree's tools; this machine's where the tree has none. */
  readonly platform: Platform;
  readonly entries: readonly TreeEntry[];
  /** Of the files that were wanted; those that h1 covers always are. */
  readonly digests: Digests;
}

export interface ReadingRequest {
  readonly root: string;
  readonly hashers: TreeHashers;
  /** Paths outside h1 whose digests are wanted too. */
  readonly list?: Pick<Digests, 'has'> | undefined;
}

/** Files that are hashed together: the first ones while the walk goes on. */
const BATCH_FILES = 1024;

/** Walks a tree and hashes its files on all cores meanwhile. Fails with `permission`, `disk` or `interrupted`. */
export async function readTree(world: World, { root, list, hashers }: ReadingRequest): Promise<TreeReading> {
  const entries: TreeEntry[] = [];
  const parts: Promise<Digests>[] = [];
  let batch: TreeEntry[] = [];
  const flush = (): void => {
    const part = hashers.digests(root, batch);
    // A walk that fails ends before the digests are waited for.
    part.catch(() => undefined);
    parts.push(part);
    batch = [];
  };
  for (const found of walk(root, isGopath)) {
    const entry = withoutOddName(found);
    entries.push(entry);
    const { kind, path } = entry;
    if (kind === 'file' && (isInModule(path) || list?.has(path) === true)) batch.push(entry);
    if (batch.length === BATCH_FILES) flush();
  }
  flush();
  const digests = new Map((await Promise.all(parts)).flatMap((part) => [...part]));
  const own = withoutCopies(entries, digests);
  return { root, platform: platformOf(world, own), entries: own, digests };
}

/** The places of a module cache, where a GOPATH is the GOROOT: no release has them, and they are large. */
export function isGopath(path: string): boolean {
  return path === 'pkg/mod' || path === 'pkg/sumdb';
}

/** No release has a name that would blur the lines of h1: whatever has one counts as no file. */
function withoutOddName(entry: TreeEntry): TreeEntry {
  return entry.path.includes('\n') || !entry.path.isWellFormed() ? { ...entry, kind: 'other' } : entry;
}

/**
 * In a module cache the go command leaves the `_go.mod` of the zip beside the `go.mod` that it copies from there: such a copy is
 * passed over. Any other `_go.mod` belongs to no tree, least of all where `go.mod` itself is missing.
 */
function withoutCopies(entries: readonly TreeEntry[], digests: Digests): readonly TreeEntry[] {
  return entries.flatMap((entry) => {
    const goMod = goModBeside(entry.path);
    if (goMod === undefined) return [entry];
    const digest = digests.get(entry.path);
    const isCopy = digest !== undefined && digest === digests.get(goMod);
    return isCopy ? [] : [{ ...entry, kind: 'other' } as const];
  });
}

/** The platform of a tree by its tools, before the tree is read: no file is. This machine's where the tree has the tools of none, or of several. */
export function platformBefore(world: World, root: string): Platform {
  return platformAmong(world, namesOrNothing(join(root, 'pkg/tool')));
}

function platformOf(world: World, entries: readonly TreeEntry[]): Platform {
  const directories = entries.flatMap(({ kind, path }) => (kind === 'directory' ? [path] : []));
  return platformAmong(world, toolDirectories(directories));
}

function platformAmong({ platform }: World, names: readonly string[]): Platform {
  const [os = '', arch = ''] = names[0]?.split('_') ?? [];
  const isOurs = names.length !== 1 || names.includes(`${platform.os}_${platform.arch}`);
  return isOurs || os === '' || arch === '' ? platform : { os, arch };
}
