import { parseQuery, queryText } from '../../core/choice/query.ts';
import { lineOf, type Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { removeFile } from '../../io/disk/write.ts';
import { globalToolchain, readGlobal } from '../../io/store/global-version.ts';
import { rewriteLinks } from '../../io/store/links.ts';
import { withReleaseMutex, withStoreMutex } from '../../io/store/mutexes.ts';
import { discard, repairStage } from '../../io/store/staging.ts';
import { type Installed, installedToolchains } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { currentBase } from '../here/answering.ts';

/** A toolchain that `gv uninstall` would remove. */
export interface Removal {
  readonly toolchain: Installed;
  /** The reason to keep the toolchain; undefined when it is not in use. */
  readonly usedBy: string | undefined;
}

/**
 * Finds the installed toolchains that the user means: an exact release, or all of a line, newest first.
 * Fails with `no-release` when none is installed, `usage` for a text that names neither a release nor a line.
 */
export async function findRemovals(world: World, text: string): Promise<readonly Removal[]> {
  const query = parseQuery(text);
  if (query.kind !== 'exact' && query.kind !== 'line') {
    throw new GvError('usage', `${queryText(query)} does not name one toolchain`, {
      hint: 'gv list shows them.',
    });
  }
  const matching = installedToolchains(world.layout).filter(({ version }) =>
    query.kind === 'exact' ? version.name === query.version.name : lineOf(version) === query.line,
  );
  if (matching.length === 0) {
    throw new GvError('no-release', `go ${queryText(query)} is not installed`, {
      hint: 'gv list shows the installed ones.',
    });
  }
  const removals: Removal[] = [];
  for (const toolchain of matching) removals.push({ toolchain, usedBy: await userOf(world, toolchain) });
  return removals;
}

async function userOf(world: World, toolchain: Installed): Promise<string | undefined> {
  const resolution = await currentBase(world);
  if (resolution.ok && resolution.base.name === toolchain.version.name && resolution.base.file !== '') {
    return resolution.base.file;
  }
  const { layout } = world;
  const chosen = globalToolchain(layout, [toolchain]);
  return chosen === undefined ? undefined : layout.globalVersion;
}

export interface UninstallOptions {
  /** Remove the toolchain although it is in use. */
  readonly force: boolean;
}

/** Removes a toolchain: its links and aliases first, then its tree is moved to staging/ and deleted. Fails with `in-use` unless forced, `permission`, `disk`. */
export async function uninstall(run: Run, removal: Removal, { force }: UninstallOptions): Promise<void> {
  const { toolchain, usedBy } = removal;
  const { version } = toolchain;
  if (usedBy !== undefined && !force) {
    throw new GvError('in-use', `go ${version.label} is in use: ${usedBy}`, {
      hint: `Choose another first (gv use, gv use -g), or: gv uninstall --force ${version.label}`,
    });
  }
  const { layout } = run;
  await withReleaseMutex(run, { version, purpose: `removing go ${version.label}` }, async () => {
    await withStoreMutex(run, `removing go ${version.label}`, async () => {
      if (isGlobalRelease(run, version)) {
        await removeFile(layout.globalVersion);
        run.emit({ type: 'notice', text: 'no global version is chosen any more (gv use -g chooses one)' });
      }
      await rewriteLinks(layout, version.name);
    });
    await discard(layout, version.name);
    await removeFile(layout.receipt(version.name));
    await removeFile(layout.manifest(version.name));
    await repairStage(layout, version.name);
  });
}

/** True when the global version names this exact release; a global version that follows a line goes on to the next patch. */
function isGlobalRelease(world: World, version: Version): boolean {
  const pin = readGlobal(world.layout);
  return pin?.kind === 'release' && pin.version.name === version.name;
}
