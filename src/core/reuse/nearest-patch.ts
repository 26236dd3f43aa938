import type { Versioned } from '../choice/select.ts';
import { compareVersions, lineOf, type Version } from '../version.ts';

/**
 * The candidates of a release's own line, the nearest patch first; of two that are equally near, the older one. The
 * prereleases of a line count as the patch before its first. The release itself is left out.
 */
export function nearestPatches<T extends Versioned>(to: Version, candidates: readonly T[]): readonly T[] {
  const distance = ({ version }: T): number => Math.abs(patchOf(version) - patchOf(to));
  return candidates
    .filter(({ version }) => lineOf(version) === lineOf(to) && version.name !== to.name)
    .toSorted((a, b) => distance(a) - distance(b) || compareVersions(a.version, b.version));
}

function patchOf({ kind, patch }: Version): number {
  return kind === '' ? Number(patch) : -1;
}
