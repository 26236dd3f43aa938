import type { Platform } from '../platform.ts';
import type { Version } from '../version.ts';
import type { TreeOwner } from './places.ts';

/** A Go tree, known by reading: nothing of it was run. */
export interface FoundTree {
  readonly by: TreeOwner;
  /** Where it lies on this machine, without links. */
  readonly path: string;
  /** The paths under which its owner keeps it, as seen from the root that was searched; more than one where links lead to it. */
  readonly names: readonly string[];
  readonly isRebuilt: boolean;
  readonly identity: TreeIdentity;
}

/** The release and platform of a tree, or the reason why none is known. */
export type TreeIdentity =
  | { readonly kind: 'release'; readonly version: Version; readonly platform: Platform }
  | { readonly kind: 'unknown'; readonly why: string };

/** The platform of the tools in a tree by the names in `pkg/tool`: that of this machine where it is among them, else the first; undefined without one. */
export function toolPlatform(names: readonly string[], here: Platform): Platform | undefined {
  const found = names.flatMap((name): readonly Platform[] => {
    const [, os, arch] = /^([a-z0-9]+)_([a-z0-9]+)$/.exec(name) ?? [];
    return os === undefined || arch === undefined ? [] : [{ os, arch }];
  });
  return found.find(({ os, arch }) => os === here.os && arch === here.arch) ?? found[0];
}

/** The release that a directory's name promises: `1.22.5`, `go1.22.5`, `toolchain@v0.0.1-go1.22.5.linux-amd64`; undefined for another name. */
export function promisedRelease(path: string): string | undefined {
  const parts = path.split('/');
  return parts
    .slice(-3)
    .toReversed()
    .flatMap((part) => NAMED.exec(part)?.[1] ?? [])[0];
}

const NAMED = /^(?:go-?|toolchain@v0\.0\.1-go)?(1\.\d+(?:\.\d+|(?:rc|beta)\d+))(?:\.[a-z]+-[a-z0-9]+)?$/;
