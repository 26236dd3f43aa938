import type { TreeFlaw } from './tree-flaw.ts';

/**
 * Names a directory once in the place of all that is in it, where the release has nothing there: the module cache of a GOPATH has
 * a hundred thousand files. Other flaws stay as they are.
 */
export function withExtraDirectories(
  flaws: readonly TreeFlaw[],
  released: { keys(): Iterable<string> },
): readonly TreeFlaw[] {
  const isBeside = ({ kind }: TreeFlaw): boolean => kind === 'extra' || kind === 'link';
  if (!flaws.some(isBeside)) return flaws;
  const known = new Set<string>();
  for (const path of released.keys()) for (const parent of parentsOf(path)) known.add(parent);
  const counts = new Map<string, number>();
  const others = flaws.filter((flaw) => {
    const top = isBeside(flaw) ? parentsOf(flaw.path).find((parent) => !known.has(parent)) : undefined;
    if (top !== undefined) counts.set(top, (counts.get(top) ?? 0) + 1);
    return top === undefined;
  });
  return [
    ...others,
    ...[...counts].map(([path, files]) => ({ kind: 'extra', path: `${path}/`, files }) as const),
  ];
}

/** The directories above a path, the topmost first. */
function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) parents.push(path.slice(0, at));
  return parents;
}
