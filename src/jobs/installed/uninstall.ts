import { keptBy } from '../../core/choice/askings.ts';
import { parseQuery, queryText } from '../../core/choice/query.ts';
import { isMeant, newestFirst } from '../../core/choice/select.ts';
import type { Version } from '../../core/version.ts';
import { failureOfPart, GvError } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { removeFile } from '../../io/disk/write.ts';
import { discard, goesBack, repairStage, stagedPaths, stagedVersion } from '../../io/stage/leftovers.ts';
import { readGlobal } from '../../io/store/global-version.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withReleaseMutex, withStoreMutex } from '../../io/store/mutexes.ts';
import {
  type Damaged,
  type Installed,
  installedToolchains,
  toolchainsWithDamaged,
} from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';
import { knownAskings } from '../here/askings.ts';

/** A toolchain that `gv uninstall` would remove. */
export interface Removal {
  readonly toolchain: Installed & Partial<Pick<Damaged, 'lacks'>>;
  /** The files that ask for the toolchain, one after the other, or GV_VERSION; undefined when it is not in use. */
  readonly usedBy: string | undefined;
}

/** The installed toolchains of one word. */
export interface MeantRemovals {
  /** The user named one release, so that no question is needed. */
  readonly exact: boolean;
  /** Newest first. */
  readonly removals: readonly Removal[];
}

export interface RemovalOptions {
  /** Files that are removed together with the toolchains, so that what they ask for does not count. */
  readonly without?: readonly string[];
}

/**
 * Finds the installed toolchains that the user means: an exact release, all of a line or a range, the newest one for `latest`.
 * A toolchain is in use when this directory, a known project or the global version asks for it; one that cannot run is not. Fails with `no-release` when
 * none is installed, `usage` for `mod` and `system`.
 */
export async function findRemovals(
  world: World,
  text: string,
  { without = [] }: RemovalOptions = {},
): Promise<MeantRemovals> {
  const query = parseQuery(text);
  if (query.kind === 'mod' || query.kind === 'system') {
    throw new GvError('usage', `${queryText(query)} does not name an installed toolchain`, {
      hint: 'gv list shows them.',
    });
  }
  const aside = movedAside(world);
  const installed = newestFirst([...installedToolchains(world.layout), ...aside]);
  const stored = newestFirst([...toolchainsWithDamaged(world.layout), ...aside]);
  const matching = stored.filter(({ version }) => isMeant(query, version, installed));
  if (matching.length === 0) {
    throw notInstalled(queryText(query));
  }
  const users = await usersOf(world, installed, without);
  const removals = matching.map((toolchain) => ({
    toolchain,
    usedBy: toolchain.lacks === undefined ? users.get(toolchain.version.name)?.join(', ') : undefined,
  }));
  return { exact: query.kind === 'exact', removals };
}

function notInstalled(text: string): GvError {
  return new GvError('no-release', `go ${text} is not installed`, {
    hint: 'gv list shows the installed ones.',
  });
}

/** Toolchains that a killed gv moved aside, which go back before anything else is done. */
function movedAside({ layout }: World): readonly Removal['toolchain'][] {
  // In a root of another account staging/ is closed.
  const staged = layout.user === undefined ? stagedPaths(layout) : [];
  return staged
    .filter((path) => goesBack(layout, path))
    .flatMap((path) => stagedVersion(path) ?? [])
    .map((version) => ({ version, path: layout.toolchain(version.name) }));
}

/** The files that ask for each toolchain, by its name. */
async function usersOf(
  world: World,
  installed: readonly Installed[],
  without: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const askings = await knownAskings(world);
  const asked = keptBy(
    askings.filter(({ file }) => !without.includes(file)),
    installed.map(({ version }) => version),
  );
  const resolution = await currentBase(world);
  if (!resolution.ok || resolution.base.file === '' || without.includes(resolution.base.file)) return asked;
  // A default that was raised to a floor is another toolchain than the one that its file names.
  const { name, file, raised } = resolution.base;
  const here = asked.get(name) ?? [];
  const by = raised?.file ?? file;
  return here.includes(by) ? asked : new Map([...asked, [name, [...here, by]]]);
}

export interface UninstallOptions {
  /** Remove the toolchains although they are in use. */
  readonly force: boolean;
}

/** Refuses a toolchain that is in use. Fails with `in-use`. */
export function checkUnused({ toolchain, usedBy }: Removal): void {
  if (usedBy === undefined) return;
  const { label } = toolchain.version;
  throw new GvError('in-use', `go ${label} is in use: ${usedBy}`, {
    hint: `Choose another there first (gv use, gv use -g), or: gv uninstall --force ${label}`,
  });
}

/**
 * Removes toolchains: the links and aliases of all of them first, then each tree is moved to staging/ and deleted. Fails with
 * `in-use` unless forced, `no-release` where another gv was quicker, `permission`, `disk`; what stays then has its links again. A full disk
 * keeps no toolchain: it fails with `disk-full` behind the removal where links cannot be written then either.
 */
export async function uninstall(
  run: Run,
  removals: readonly Removal[],
  { force }: UninstallOptions,
): Promise<void> {
  if (!force) for (const removal of removals) checkUnused(removal);
  const versions = removals.map(({ toolchain }) => toolchain.version);
  if (versions.length === 0) return;
  const purpose = `removing go ${versions.map(({ label }) => label).join(', ')}`;
  const relink = (): Promise<unknown> => withStoreMutex(run, purpose, () => rewriteLinks(run.layout));
  try {
    const failure = await failureOfPart(() => unlink(run, removals, purpose));
    // The links of others, with which the end of this will fail again, keep no toolchain.
    if (failure !== undefined && versions.some(({ name }) => isLinked(run, name))) throw failure;
    for (const version of versions) await remove(run, version);
  } catch (error) {
    // The first failure is the one to tell.
    await failureOfPart(relink);
    throw error;
  }
  const failure = await failureOfPart(relink);
  if (failure !== undefined) throw uninstalledBut(versions, failure);
}

/**
 * Takes links and aliases of toolchains away, and the global version that names one of them; that which names one that cannot run
 * stays: go says there what to do, and no other toolchain answers unasked.
 */
async function unlink(run: Run, removals: readonly Removal[], purpose: string): Promise<void> {
  const versions = removals.map(({ toolchain }) => toolchain.version);
  const whole = removals.flatMap(({ toolchain }) =>
    toolchain.lacks === undefined ? [toolchain.version] : [],
  );
  await withStoreMutex(run, purpose, async () => {
    if (whole.some((version) => isGlobalRelease(run, version))) {
      await removeFile(run.layout.globalVersion);
      run.emit({ type: 'notice', text: 'no global version is chosen any more (gv use -g chooses one)' });
    }
    await rewriteLinks(run.layout, new Set(versions.map(({ name }) => name)));
  });
}

function isLinked({ layout }: World, name: string): boolean {
  return entryKind(layout.goLink(name)) === 'link';
}

/** Removes one tree with its records. */
async function remove(run: Run, version: Version): Promise<void> {
  const { layout } = run;
  await withReleaseMutex(run, { version, purpose: `removing go ${version.label}` }, async () => {
    // A toolchain that a killed gv moved aside comes back now, to go too, and not behind this.
    const left = await repairStage(layout, version.name);
    // Another gv has removed it in the meantime.
    if (entryKind(layout.toolchain(version.name)) === 'absent') throw notInstalled(version.label);
    const stays = (await discard(layout, version.name)) ?? left;
    if (stays === undefined) return;
    throw uninstalledBut([version], stays);
  });
}

/** The failure behind a removal that was done. */
function uninstalledBut(versions: readonly Version[], stays: GvError): GvError {
  const { code, message, hint, path } = stays;
  const names = versions.map(({ label }) => label).join(', ');
  return new GvError(code, `go ${names} is uninstalled, but ${message}`, {
    hint,
    path,
    cause: stays,
  });
}

/** True when the global version names this exact release; a global version that follows a line goes on to the next patch. */
function isGlobalRelease(world: World, version: Version): boolean {
  const pin = readGlobal(world.layout);
  return pin?.kind === 'release' && pin.version.name === version.name;
}
