import { rename, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisedRelease } from '../../core/foreign/found-tree.ts';
import type { AsideTree } from '../../core/foreign/import-plan.ts';
import { goModBeside } from '../../core/toolchain/packed-go-mod.ts';
import type { TreeEntry } from '../../core/toolchain/tree-check.ts';
import { parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { isInModule } from '../../trust/log/module-h1.ts';
import { diskError } from '../disk/disk-error.ts';
import { entryKind, namesOrNothing } from '../disk/read.ts';
import { isRunning } from '../store/mutex-holders.ts';
import { listedDigests } from '../tree/digests.ts';
import { walkTree } from '../tree/walk.ts';

/** The name beside a tree under which a move keeps it until it is gone. */
export function asideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.gv-moved-${process.pid}`);
}

const NAME = /^\.(.+)\.gv-moved-(\d{1,10})$/;

/** The trees aside in a directory, of processes that do not run any more; a link is not a tree. */
export function asideIn(directory: string): readonly AsideTree[] {
  return namesOrNothing(directory).flatMap((name) => {
    const [, of, pid] = NAME.exec(name) ?? [];
    const path = join(directory, name);
    if (of === undefined || isRunning(Number(pid)) || entryKind(path) !== 'other') return [];
    return [{ path, source: join(directory, of) }];
  });
}

/** SHA-256 by path. */
type Copied = ReadonlyMap<string, string>;

/**
 * How a tree differs from the files that were copied of it: `whole` has each of them as it was, `part` lacks some, `more` has a file or
 * a link that was not copied, or an edited one. What h1 does not cover says nothing, nor does a `_go.mod` that a copied `go.mod` was made from. Fails with `permission`, `disk`, `interrupted`.
 */
export async function copiedState(
  root: string,
  copied: Copied,
  signal: AbortSignal,
): Promise<'whole' | 'part' | 'more'> {
  const entries = walkTree(root);
  const files = [...copied].filter(([path]) => isInModule(path));
  const list = new Map([...files, ...packedOf(entries, copied)]);
  if (entries.some(({ kind, path }) => kind !== 'directory' && isInModule(path) && !list.has(path)))
    return 'more';
  const digests = await listedDigests(root, { entries, list }, signal);
  if (
    entries.some(
      ({ kind, path }) => kind !== 'directory' && list.has(path) && digests.get(path) !== list.get(path),
    )
  )
    return 'more';
  return files.every(([path]) => digests.has(path)) ? 'whole' : 'part';
}

/** Each `_go.mod` with the digest of the `go.mod` that was copied from beside it. */
function packedOf(entries: readonly TreeEntry[], copied: Copied): readonly (readonly [string, string])[] {
  return entries.flatMap(({ path }) => {
    const goMod = goModBeside(path);
    const digest = goMod === undefined ? undefined : copied.get(goMod);
    return digest === undefined ? [] : [[path, digest] as const];
  });
}

/** The failure for a tree that was put aside and could not be removed whole. */
export function restFailure(aside: string, { code, message, path = aside, cause }: GvError): GvError {
  return new GvError(code, `a rest of a moved tree stays at ${aside}: ${message}`, {
    hint: 'gv import removes it, once its files can be removed (an immutable one: chattr -i).',
    path,
    cause,
  });
}

/** Puts a tree back in its place, where nothing has that name by now. Fails with `permission`, `disk`. */
export async function putBack({ path, source }: AsideTree): Promise<void> {
  if (entryKind(source) !== 'absent')
    throw new GvError('disk', `${source} is there again, so ${path} stays`, { path: source });
  await renamed(path, source);
}

/** Renames an entry of another manager. Fails with `permission`, `disk`. */
export async function renamed(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    throw diskError(error, from);
  }
}

/**
 * Removes the directory of a release in which a manager kept a tree that is gone (`1.22.5` of `1.22.5/go`), where nothing else is in
 * it. One that cannot be removed stays: it is empty, and no failure of the move.
 */
export async function removeEmptied(source: string): Promise<void> {
  const directory = dirname(source);
  const name = basename(directory);
  // asdf names a first release as the Go team does: 1.20.
  const isRelease = promisedRelease(name) !== undefined || parseVersion(name) !== undefined;
  if (basename(source) !== 'go' || !isRelease) return;
  await rmdir(directory).catch(() => undefined);
}
