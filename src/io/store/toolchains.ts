import { existsSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { newestFirst } from '../../core/choice/select.ts';
import type { Layout } from '../../core/layout.ts';
import { LIMITS } from '../../core/limits.ts';
import { type Manifest, parseManifest } from '../../core/toolchain/manifest.ts';
import { type Receipt, parseReceipt } from '../../core/toolchain/receipt.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { isDirectory, isExecutable } from '../disk/access.ts';
import { entryKind, namesIn, readSmallOrNothing } from '../disk/read.ts';

/** A toolchain on disk: a GOROOT under versions/. */
export interface Installed {
  readonly version: Version;
  readonly path: string;
}

/** The toolchains on disk, newest first: the directories that are named for a release and have `bin/go`. */
export function installedToolchains(layout: Layout): readonly Installed[] {
  const found: Installed[] = [];
  for (const name of namesIn(layout.versions)) {
    const version = parseVersion(name);
    if (version?.name !== name) continue;
    const path = layout.toolchain(name);
    if (hasGo(path)) found.push({ version, path });
  }
  return newestFirst(found);
}

/** An entry of versions/ that is named for a release and has no `bin/go`. */
export interface Damaged extends Installed {
  /** The missing part: the tree to which a link leads, or `bin/go` in a tree. */
  readonly lacks: 'tree' | 'go';
}

/** The toolchains that cannot run, newest first: directories that lost their `bin/go`, and links to a tree that is gone. */
export function damagedToolchains(layout: Layout): readonly Damaged[] {
  const found = namesIn(layout.versions).flatMap((name): readonly Damaged[] => {
    const version = parseVersion(name);
    if (version?.name !== name) return [];
    const path = layout.toolchain(name);
    if (hasGo(path)) return [];
    const kind = entryKind(path);
    if (kind !== 'link' && kind !== 'other') return [];
    return [{ version, path, lacks: kind === 'link' && !isDirectory(path) ? 'tree' : 'go' }];
  });
  return newestFirst(found);
}

/** Every toolchain under versions/, complete or not, newest first. */
export function toolchainsWithDamaged(layout: Layout): readonly (Installed & Partial<Damaged>)[] {
  return newestFirst([...installedToolchains(layout), ...damagedToolchains(layout)]);
}

export function installedToolchain(layout: Layout, version: Version): Installed | undefined {
  const path = layout.toolchain(version.name);
  return hasGo(path) ? { version, path } : undefined;
}

/** `existsSync` makes no object: with two hundred toolchains, `gv list` is faster. */
function hasGo(path: string): boolean {
  return existsSync(`${path}${sep}bin${sep}go`);
}

/**
 * True where `bin/go` may be executed and is not empty: a mode may be lost on the way through a cache, a file system mounted noexec, and a
 * file of a full disk copied without its bytes.
 */
export function canRun({ path }: Installed): boolean {
  const go = `${path}${sep}bin${sep}go`;
  return isExecutable(go) && statSync(go).size > 0;
}

/** The receipt of a toolchain; undefined where there is none that can be read: one bad receipt must not hide the other toolchains. */
export function receiptOf(layout: Layout, version: Version): Receipt | undefined {
  const text = readSmallOrNothing(layout.receipt(version.name));
  return text === undefined ? undefined : parseReceipt(text);
}

/** The digests that gv wrote down at the install; undefined likewise. */
export function manifestOf(layout: Layout, version: Version): Manifest | undefined {
  const text = readSmallOrNothing(layout.manifest(version.name), LIMITS.manifestBytes);
  return text === undefined ? undefined : parseManifest(text);
}
