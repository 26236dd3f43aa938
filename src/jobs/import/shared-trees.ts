import type { FoundTree } from '../../core/foreign/found-tree.ts';
import { findTrees } from '../../io/foreign/find-trees.ts';
import { realPath } from '../../io/host/search-path.ts';
import { installedToolchains, receiptOf } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { placesHere } from '../audit/audited-roots.ts';

/** The paths, without links, of trees that gv shares with their managers. */
export function sharedPaths({ layout }: World): ReadonlySet<string> {
  const shared = installedToolchains(layout).filter(
    ({ version }) => receiptOf(layout, version)?.shared === true,
  );
  return new Set(shared.flatMap(({ path }) => realPath(path) ?? []));
}

/** The trees, those that gv shares as trees of their managers again: gv's link leads to them too, and is found first. */
export function asManagers(
  run: Run,
  trees: readonly FoundTree[],
  shared: ReadonlySet<string>,
): readonly FoundTree[] {
  const isShared = ({ by, path }: FoundTree): boolean => by === 'gv' && shared.has(path);
  if (!trees.some(isShared)) return trees;
  const places = placesHere(run, []).filter(({ by }) => by !== 'gv');
  const managed = findTrees({ root: '/', places, platform: run.platform }).trees;
  return trees.map((tree) =>
    isShared(tree) ? (managed.find(({ path }) => path === tree.path) ?? tree) : tree,
  );
}
