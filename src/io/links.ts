import { join, relative } from 'node:path';
import type { Layout } from '../core/layout.ts';
import { aliasesFor } from '../core/links.ts';
import { parseVersion } from '../core/version.ts';
import { linkAtomic, removeFile, writeFileAtomic } from './files.ts';
import { linkTarget, namesIn, readSmall } from './read.ts';
import { globalToolchain } from './global-version.ts';
import { type Installed, installedToolchains } from './toolchains.ts';

const TOOLS = ['go', 'gofmt'] as const;

export interface LinkChanges {
  readonly links: number;
  readonly removed: readonly string[];
}

/**
 * Makes shims, `goX.Y.Z` links, alias files and `current` say what is installed: the wanted set is computed, written,
 * and only then what is stale goes, so that a `go` that starts meanwhile always finds its shim.
 * Call it under the store's lock. `except` names a toolchain that is about to go.
 */
export async function rewriteLinks(layout: Layout, except?: string): Promise<LinkChanges> {
  const installed = installedToolchains(layout).filter(({ version }) => version.name !== except);
  const shims = new Map<string, string>();
  for (const tool of TOOLS) shims.set(tool, relative(layout.shims, join(layout.scripts, 'shim.sh')));
  for (const { version, path } of installed) {
    shims.set(`go${version.name}`, relative(layout.shims, join(path, 'bin', 'go')));
  }
  for (const [name, target] of shims) await linkAtomic(target, join(layout.shims, name));
  const aliases = aliasesFor(installed.map(({ version }) => version));
  for (const [name, target] of aliases) await writeAlias(join(layout.aliases, name), target);
  await pointCurrent(layout, installed);
  const removed = [
    ...(await removeStale(layout.shims, (name) => !shims.has(name) && isGoLink(name))),
    ...(await removeStale(layout.aliases, (name) => !aliases.has(name))),
  ];
  return { links: shims.size, removed };
}

async function writeAlias(path: string, target: string): Promise<void> {
  if (readSmall(path) !== `${target}\n`) await writeFileAtomic(path, `${target}\n`);
}

/** Only names that gv itself gives are taken away: somebody may have put a program of his own beside them. */
function isGoLink(name: string): boolean {
  return name.endsWith('.tmp') || (name.startsWith('go') && parseVersion(name.slice(2)) !== undefined);
}

async function removeStale(
  directory: string,
  isStale: (name: string) => boolean,
): Promise<readonly string[]> {
  const stale = namesIn(directory).filter(isStale);
  for (const name of stale) await removeFile(join(directory, name));
  return stale;
}

/** `current` follows the global base; it is absent when that is `system`, unset or not installed. */
async function pointCurrent(layout: Layout, installed: readonly Installed[]): Promise<void> {
  const directory = globalToolchain(layout, installed)?.path;
  if (directory === undefined) {
    if (linkTarget(layout.current) !== undefined) await removeFile(layout.current);
    return;
  }
  await linkAtomic(relative(layout.root, directory), layout.current);
}
