import { join } from 'node:path';
import { promisedRelease, type FoundTree } from '../../core/foreign/found-tree.ts';
import { namesLike, type ForeignPlace, type TreeOwner } from '../../core/foreign/places.ts';
import type { Platform } from '../../core/platform.ts';
import { isDiskFailure } from '../../errors.ts';
import { followed } from '../disk/access.ts';
import { namesIn } from '../disk/read.ts';
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
}

/** A place that was spelled out. */
interface Named {
  readonly by: TreeOwner;
  readonly name: string;
  readonly isRebuilt: boolean;
}

/** Bounds for a root of foreign origin: names of one directory, and trees of one root. */
const MOST_NAMES = 2_000;
const MOST_TREES = 500;

/** Every Go tree at the places, each once, in their order. Reads names, VERSION files and the names of tools; runs nothing. */
export function findTrees({ root, places, platform }: TreeSearch): TreesFound {
  const unreadable = new Set<string>();
  const named = places.flatMap(({ by, pattern, isRebuilt }) =>
    spelledOut(root, [pattern], (directory) => unreadable.add(directory)).map((name): Named => ({
      by,
      name,
      isRebuilt,
    })),
  );
  const byPath = Map.groupBy(named, ({ name }) => followed(name, root).end);
  const trees = [...byPath].slice(0, MOST_TREES).flatMap(([shown, at]): readonly FoundTree[] => {
    const [first] = at;
    if (shown === undefined || first === undefined) return [];
    const path = join(root, shown);
    const identity = treeIdentity(path, platform);
    if (identity === undefined) return [];
    const names = at.map(({ name }) => name);
    const { by, isRebuilt } = first;
    return [{ by, path, names, isRebuilt, identity }];
  });
  return { trees, unreadable: [...unreadable] };
}

/** The paths below a root that the patterns mean, as seen from there; those that are missing are among them where no star follows. */
export function spelledOut(
  root: string,
  patterns: readonly string[],
  refused: (directory: string) => void = () => undefined,
): readonly string[] {
  return patterns.flatMap((pattern) => {
    let paths: readonly string[] = [''];
    for (const part of pattern.split('/').slice(1)) {
      paths = paths.flatMap((path) => {
        if (!part.includes('*')) return [`${path}/${part}`];
        const directory = followed(path, root).end;
        if (directory === undefined) return [];
        const names = namesAt(join(root, directory), refused);
        return namesLike(part, names).map((name) => `${path}/${name}`);
      });
    }
    return paths;
  });
}

function namesAt(directory: string, refused: (directory: string) => void): readonly string[] {
  try {
    return namesIn(directory).slice(0, MOST_NAMES);
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
