import { basename, join, relative } from 'node:path';
import { aliasesFor } from '../../core/choice/aliases.ts';
import type { Layout } from '../../core/layout.ts';
import { provenanceOf, provenancesText } from '../../core/toolchain/provenance.ts';
import { parseVersion } from '../../core/version.ts';
import { failureOfPart, GvError, hasCode } from '../../errors.ts';
import { awayHint } from '../disk/disk-error.ts';
import { entryKind, linkTarget, namesIn, readSmallOrNothing } from '../disk/read.ts';
import { writeFileAtomic, linkAtomic, removeFile } from '../disk/write.ts';
import { globalToolchain } from './global-version.ts';
import { keptProvenances } from './provenance-cache.ts';
import { type Installed, receiptOf, installedToolchains } from './toolchains.ts';

const TOOLS = ['go', 'gofmt'] as const;

export interface LinkChanges {
  readonly links: number;
  readonly removed: readonly string[];
}

/** The wanted content of shims/ and aliases/: names to link targets, and alias files to the names in them. */
export interface WantedLinks {
  readonly shims: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
}

export function wantedLinks(layout: Layout, installed: readonly Installed[]): WantedLinks {
  const shims = new Map<string, string>();
  for (const tool of TOOLS) shims.set(tool, relative(layout.shims, join(layout.scripts, 'shim.sh')));
  for (const { version, path } of installed) {
    shims.set(`go${version.name}`, relative(layout.shims, join(path, 'bin', 'go')));
  }
  return { shims, aliases: aliasesFor(installed.map(({ version }) => version)) };
}

/** Paths in shims/ and aliases/, and `current`, that are missing or say something else than the installed toolchains. */
export function wrongLinks(layout: Layout, installed: readonly Installed[]): readonly string[] {
  const { shims, aliases } = wantedLinks(layout, installed);
  const links = [...shims].map(([name, target]) => ({ path: join(layout.shims, name), target }));
  const files = [...aliases].map(([name, target]) => ({ path: join(layout.aliases, name), target }));
  return [
    ...links.filter(({ path, target }) => linkTarget(path) !== target),
    ...files.filter(({ path, target }) => readSmallOrNothing(path)?.trim() !== target),
    ...(linkTarget(layout.current) === wantedCurrent(layout, installed) ? [] : [{ path: layout.current }]),
  ].map(({ path }) => path);
}

/** Paths that gv itself once put into shims/ and aliases/, and that are not wanted any more. gv puts no directory there. */
export function staleLinks(layout: Layout, { shims, aliases }: WantedLinks): readonly string[] {
  const inShims = namesIn(layout.shims).filter((name) => !shims.has(name) && isGoLink(name));
  const inAliases = namesIn(layout.aliases).filter((name) => !aliases.has(name));
  return [
    ...inShims.map((name) => join(layout.shims, name)),
    ...inAliases.map((name) => join(layout.aliases, name)),
  ].filter((path) => entryKind(path) !== 'other');
}

/**
 * Brings shims, `goX.Y.Z` links, alias files and `current` in line with the installed toolchains: the wanted set is computed
 * and written, and only then are stale paths removed, so that a `go` that starts meanwhile always finds its shim. What one path
 * fails with, a full disk too, does not keep the others from being written and removed; that failure comes at the end, with `disk-full`, `permission`, `disk`.
 * Call it under the store's mutex. `except` has the names of toolchains that are about to be removed.
 */
export async function rewriteLinks(
  layout: Layout,
  except: ReadonlySet<string> = new Set(),
): Promise<LinkChanges> {
  const installed = installedToolchains(layout).filter(({ version }) => !except.has(version.name));
  const wanted = wantedLinks(layout, installed);
  const stale = staleLinks(layout, wanted);
  const steps = [
    ...[...wanted.shims].map(
      ([name, target]) =>
        () =>
          linkAtomic(target, join(layout.shims, name)),
    ),
    ...[...wanted.aliases].map(
      ([name, target]) =>
        () =>
          writeAlias(join(layout.aliases, name), target),
    ),
    () => pointCurrent(layout, installed),
    () => writeProvenances(layout, installed),
    ...stale.map((path) => () => removeFile(path)),
  ];
  const failures: GvError[] = [];
  for (const step of steps) {
    const failure = await failureOfPart(step);
    if (failure !== undefined) failures.push(failure);
  }
  const [first] = failures;
  if (first !== undefined) throw rewritingFailure(first, failures);
  return { links: wanted.shims.size, removed: stale.map((path) => basename(path)) };
}

/** Paths that a failure names; `gv rehash` names the next ones. */
const SHOWN = 3;

/** The failures as one, with the command that goes on behind the cure. */
function rewritingFailure({ code, hint, path, cause }: GvError, all: readonly GvError[]): GvError {
  const isInTheWay = code === 'disk' && path !== undefined && entryKind(path) === 'other';
  const cure = isInTheWay ? `${awayHint(path)}; then: gv rehash` : hint;
  const message = [...new Set(all.map((each) => each.message))].slice(0, SHOWN).join('; ');
  return new GvError(code, message, { hint: cure, path, cause });
}

async function writeAlias(path: string, target: string): Promise<void> {
  if (readSmallOrNothing(path) !== `${target}\n`) await writeFileAtomic(path, `${target}\n`);
}

/** True for the names that gv itself gives; gv removes no others, as a user may keep a program of their own beside them. */
function isGoLink(name: string): boolean {
  return name.endsWith('.tmp') || (name.startsWith('go') && parseVersion(name.slice(2)) !== undefined);
}

/** The wanted target of `current`: the global base; undefined when that is `system`, unset or not installed. */
export function wantedCurrent(layout: Layout, installed: readonly Installed[]): string | undefined {
  const directory = globalToolchain(layout, installed)?.path;
  return directory === undefined ? undefined : relative(layout.root, directory);
}

async function pointCurrent(layout: Layout, installed: readonly Installed[]): Promise<void> {
  const target = wantedCurrent(layout, installed);
  if (target !== undefined) return linkAtomic(target, layout.current);
  if (linkTarget(layout.current) !== undefined) await removeFile(layout.current);
}

/**
 * Writes the file that `readProvenances` reads, where the file is not as it should be. Apart from the reader, as `gv list` would
 * load the asynchronous half of Node's fs with it. Call it under the store's mutex, after receipts have changed. On a full disk it stays unwritten.
 * Fails with `permission` or `disk`.
 */
export async function writeProvenances(layout: Layout, installed: readonly Installed[]): Promise<void> {
  const provenances = installed.map(
    ({ version }) => [version.name, provenanceOf(receiptOf(layout, version))] as const,
  );
  const text = provenancesText(provenances);
  if (keptProvenances(layout) === text) return;
  try {
    await writeFileAtomic(layout.provenances, text);
  } catch (error) {
    // A memo: an old one does not count, and the receipts are read.
    if (!hasCode(error, 'disk-full')) throw error;
  }
}
