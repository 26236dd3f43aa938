import { join } from 'node:path';
import { promisedRelease, type FoundTree } from '../../core/foreign/found-tree.ts';
import { namesLike, type ForeignPlace, type TreeOwner } from '../../core/foreign/places.ts';
import type { Platform } from '../../core/platform.ts';
import { LOST } from '../../core/text/nameless.ts';
import { isDiskFailure } from '../../errors.ts';
import { entryAt, followed, type FollowedPath } from '../disk/access.ts';
import { namelessIn, namesIn } from '../disk/read.ts';
import { treeIdentity } from './tree-identity.ts';

/** A directory in which Go trees are searched. */
export interface TreeSearch {
  /** `/`, or an unpacked image, whose links lead nowhere else. Without links itself. */
  readonly root: string;
  readonly places: readonly ForeignPlace[];
  readonly platform: Platform;
}

export interface TreesFound {
  readonly trees: readonly FoundTree[];
  /** Directories that this account may not look into. */
  readonly unreadable: readonly string[];
  /** Directories with more in them than is looked at, and the root where it has more trees. */
  readonly cut: readonly string[];
  /** Directories and links whose names are no UTF-8, so that nothing in them was looked at. */
  readonly nameless: readonly string[];
}

/** A place that was spelled out. */
interface Named {
  readonly by: TreeOwner;
  readonly name: string;
  readonly isRebuilt: boolean;
}

/** Told of each directory that hides something from the search. */
export interface Blind {
  readonly refused: (directory: string) => void;
  readonly cut: (directory: string) => void;
  readonly nameless: (path: string) => void;
}

/** Bounds for a root of foreign origin: fitting names of one directory, paths of one place, and trees of one root. */
const MOST_NAMES = 10_000;
const MOST_PATHS = 20_000;
const MOST_TREES = 500;

/** Every Go tree at the places, each once, in their order. Reads names, VERSION files and the names of tools; runs nothing. */
export function findTrees({ root, places, platform }: TreeSearch): TreesFound {
  const unreadable = new Set<string>();
  const cut = new Set<string>();
  const nameless = new Set<string>();
  const blind: Blind = {
    refused: (directory) => unreadable.add(directory),
    cut: (directory) => cut.add(directory),
    nameless: (path) => nameless.add(path),
  };
  const named = places.flatMap(({ by, pattern, isRebuilt }) =>
    spelledOut(root, [pattern], blind).map((name): Named => ({ by, name, isRebuilt })),
  );
  const byPath = Map.groupBy(named, ({ name }) => ended(followed(name, root), blind));
  const trees: FoundTree[] = [];
  for (const [shown, at] of byPath) {
    const [first] = at;
    if (shown === undefined || first === undefined) continue;
    const path = join(root, shown);
    const identity = treeIdentity(path, platform);
    if (identity === undefined) continue;
    if (trees.length === MOST_TREES) {
      blind.cut(root);
      break;
    }
    const { by, isRebuilt } = first;
    trees.push({ by, path, names: at.map(({ name }) => name), isRebuilt, identity });
  }
  return { trees, unreadable: [...unreadable], cut: [...cut], nameless: [...nameless] };
}

const SILENT: Blind = { refused: () => undefined, cut: () => undefined, nameless: () => undefined };

/** The paths below a root that the patterns mean, as seen from there; those that are missing are among them where no star follows. */
export function spelledOut(
  root: string,
  patterns: readonly string[],
  blind: Blind = SILENT,
): readonly string[] {
  return patterns.flatMap((pattern) => {
    let paths: readonly string[] = [''];
    for (const part of pattern.split('/').slice(1)) {
      paths = paths.flatMap((path) => {
        if (!part.includes('*')) return [`${path}/${part}`];
        const directory = ended(followed(path, root), blind);
        if (directory === undefined) return [];
        return namesAt(directory === '/' ? root : join(root, directory), part, blind).map(
          (name) => `${path}/${name}`,
        );
      });
      if (paths.length > MOST_PATHS) {
        blind.cut(root);
        paths = paths.slice(0, MOST_PATHS);
      }
    }
    return paths;
  });
}

/**
 * The end of a path; undefined where it is missing, or where a directory on the way, or the end itself, may not be looked into or
 * has a name that is no UTF-8, which is told.
 */
function ended({ end, entries, nameless }: FollowedPath, blind: Blind): string | undefined {
  if (nameless !== undefined) {
    blind.nameless(nameless);
    return undefined;
  }
  const last = entries.at(-1);
  if (last?.kind !== 'directory') return end;
  try {
    entryAt(`${last.path}/.`);
    return end;
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    if (error.code === 'permission') blind.refused(last.path.replace(/(?<=.)\/$/, ''));
    return undefined;
  }
}

function namesAt(directory: string, part: string, { refused, cut, nameless }: Blind): readonly string[] {
  try {
    const all = namesLike(part, namesIn(directory));
    const names = all.filter((name) => !name.includes(LOST));
    const lost = names.length === all.length ? [] : namesLike(part, namelessIn(directory));
    for (const name of lost) nameless(join(directory, name));
    if (names.length > MOST_NAMES) cut(directory);
    return names.slice(0, MOST_NAMES);
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    if (error.code === 'permission') refused(directory);
    return [];
  }
}

/** The release that the names of a tree promise, where its VERSION file says another one; undefined where they agree. */
export function promisedOther({ names, identity }: FoundTree): string | undefined {
  if (identity.kind === 'unknown') return undefined;
  const { name, label } = identity.version;
  return names
    .flatMap((each) => promisedRelease(each) ?? [])
    .find((promised) => promised !== name && promised !== label);
}
