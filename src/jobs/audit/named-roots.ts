import { join } from 'node:path';
import type { FoundTree } from '../../core/foreign/found-tree.ts';
import { placesBelow } from '../../core/foreign/places-below.ts';
import { foreignPlaces } from '../../core/foreign/places.ts';
import { GvError, hasCode, isDiskFailure } from '../../errors.ts';
import { entryAt, followed, isDirectory } from '../../io/disk/access.ts';
import { linkTarget } from '../../io/disk/read.ts';
import { findTrees, spelledOut, type TreesFound } from '../../io/foreign/find-trees.ts';
import { treeIdentity } from '../../io/foreign/tree-identity.ts';
import { directoryFrom, pathFrom } from '../../io/host/here.ts';
import { realPath } from '../../io/host/search-path.ts';
import type { Run } from '../../world.ts';
import { HOMES, managerVariables } from './audited-roots.ts';

/** A directory that was named, in which the trees were found. */
export interface AuditedRoot extends TreesFound {
  readonly root: string;
  /** Files of go settings below the root, which are there or not. */
  readonly settings: readonly string[];
  /** The root directory of a system, where the places of all Gos are known, so that none there is an answer. */
  readonly isImage: boolean;
}

/** The directory itself is a home as well: in an image, `/` is that of a program without one. */
const HOMES_BELOW = ['', ...HOMES];

/**
 * The Go trees below a directory that the user named: itself where it is a GOROOT, else those in the places of managers below it,
 * those that lie in it side by side, and those of an image whose root it is.
 * No link leads out of it; the path itself may be a link, which leads where it does for every program of this machine, and that is
 * told. Fails with `disk` for a path that is no directory, with `permission` where this account may not look.
 */
export function treesBelow(run: Run, directory: string): AuditedRoot {
  const root = rootAt(run, directory);
  const { platform } = run;
  const variables = managerVariables(run);
  const { itself, below } = placesBelow(root, foreignPlaces({ homes: HOMES_BELOW, variables }));
  const identity = treeIdentity(root, platform);
  if (identity !== undefined) {
    const tree: FoundTree = { ...itself, path: root, names: [root], identity };
    return { root, trees: [tree], unreadable: [], cut: [], nameless: [], settings: [], isImage: false };
  }
  const settings = spelledOut(
    root,
    HOMES_BELOW.map((home) => `${home}/.config/go/env`),
  );
  return {
    root,
    ...findTrees({ root, places: below, platform }),
    settings: [...settings, '/etc/environment'],
    isImage: ['usr', 'etc'].some((name) => hasDirectory(root, name)),
  };
}

function rootAt(run: Run, directory: string): string {
  const named = pathFrom(run, directory);
  const target = linkOf(named);
  const real = realPath(named);
  // The kernel follows a link to a name that is no UTF-8.
  const root = real ?? named;
  if (isDirectory(root)) {
    if (target !== undefined)
      run.emit({ type: 'notice', text: `${named} is a link to ${target}: gv looks there` });
    return root;
  }
  if (isRefused(named)) {
    throw new GvError('permission', `not allowed to look at ${named}`, {
      hint: 'Look at it as the account that owns it, or as root.',
      path: named,
    });
  }
  if (target !== undefined && real === undefined) throw dangling(named, target);
  return directoryFrom(run, directory, HINT);
}

/** The target of a path that is itself a link. */
function linkOf(path: string): string | undefined {
  try {
    return linkTarget(path);
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}

function dangling(path: string, target: string): GvError {
  return new GvError('disk', `${path} is a link to ${target}, and nothing is there on this machine`, {
    hint: 'In an image a link leads to another place: name the root directory of the image, or the directory itself.',
    path,
  });
}

const HINT = 'Name a GOROOT, a directory of several, or the root directory of an unpacked image.';

function isRefused(path: string): boolean {
  try {
    entryAt(`${path}/.`);
    return false;
  } catch (error) {
    return hasCode(error, 'permission');
  }
}

/** Whether a directory of this name lies in the root, links of an image followed within it. */
function hasDirectory(root: string, name: string): boolean {
  const { end } = followed(name, root);
  return end !== undefined && isDirectory(join(root, end));
}
