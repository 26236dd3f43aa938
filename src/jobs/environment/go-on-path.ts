import { join } from 'node:path';
import { isInside } from '../../core/layout.ts';
import { isExecutable } from '../../io/disk/access.ts';
import { gorootOf, gorootVersion } from '../../io/go/goroot.ts';
import { absoluteEntries, realPath } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';

/** A program named go in a directory of PATH. */
export interface GoOnPath {
  readonly path: string;
  /** Of its VERSION file; null for gv's shim, and where only running it would tell. */
  readonly version: string | null;
  readonly owner: 'gv' | 'system' | 'other';
}

const SYSTEM_PLACES = ['/usr', '/bin', '/opt', '/snap', '/nix'];

/** Every go on PATH in its order; the first is the one that runs. A directory that is there twice counts once. */
export function goOnPath(world: World): readonly GoOnPath[] {
  const paths = new Set(absoluteEntries(world).map((entry) => join(entry, 'go')));
  return [...paths].filter((path) => isExecutable(path)).map((path) => described(world, path));
}

function described({ layout }: World, path: string): GoOnPath {
  const root = realPath(layout.root) ?? layout.root;
  const real = realPath(path) ?? path;
  const goroot = gorootOf(path);
  const name = goroot === undefined ? undefined : gorootVersion(goroot);
  // The script behind the shims lies in a checkout where gv was set up from one.
  const isGv = isInside(root, real) || isInside(layout.root, path);
  return {
    path,
    version: name === undefined ? null : name.replace(/^go/, ''),
    owner: isGv ? 'gv' : SYSTEM_PLACES.some((place) => isInside(place, real)) ? 'system' : 'other',
  };
}
