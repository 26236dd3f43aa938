import { existsSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { newestFirst } from '../../core/choice/select.ts';
import type { Layout } from '../../core/layout.ts';
import { LIMITS } from '../../core/limits.ts';
import { type Manifest, parseManifest } from '../../core/toolchain/manifest.ts';
import { type Receipt, parseReceipt } from '../../core/toolchain/receipt.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { isExecutable } from '../disk/access.ts';
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

/** Every directory under versions/ that is named for a release, complete or not, and every link to a toolchain, newest first. */
export function toolchainDirectories(layout: Layout): readonly Installed[] {
  const found = namesIn(layout.versions).flatMap((name): readonly Installed[] => {
    const version = parseVersion(name);
    const path = layout.toolchain(name);
    if (version?.name !== name) return [];
    const kind = entryKind(path);
    const isShared = kind === 'link' && (hasGo(path) || receiptOf(layout, version)?.shared === true);
    return kind === 'other' || isShared ? [{ version, path }] : [];
  });
  return newestFirst(found);
}

/** Links that are named for a release and lead to no toolchain: that of another manager may be gone, or its disk not mounted. */
export function brokenLinks(layout: Layout): readonly Installed[] {
  return namesIn(layout.versions).flatMap((name): readonly Installed[] => {
    const version = parseVersion(name);
    const path = layout.toolchain(name);
    return version?.name === name && entryKind(path) === 'link' && !hasGo(path) ? [{ version, path }] : [];
  });
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
