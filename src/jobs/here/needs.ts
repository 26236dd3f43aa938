import type { Query } from '../../core/choice/query.ts';
import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import { floorRelease, type FloorLine } from '../../core/go/floors.ts';
import { compareText, isPrerelease, lineOf, parseVersion } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { directoryFloor } from '../../io/go/module-files.ts';
import { directoryHere } from '../../io/host/here.ts';
import { installedToolchains, type Installed } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';

/** The floor of go.mod or go.work as a query, and the sentence that names its file and line. */
export interface Need {
  readonly query: ReleaseQuery;
  readonly floor: FloorLine;
  readonly why: string;
}

/** The floor of a directory; undefined where it has none. */
export function floorNeed(world: World): Need | undefined {
  const found = directoryFloor(world, world.cwd);
  if (found === undefined) return undefined;
  const { floor, file } = found;
  return { query: floorQuery(floor), floor, why: `${file}:${floor.line} needs at least ${floor.version}` };
}

/**
 * `mod`: the release that go.work or go.mod asks for. Fails with `bad-query` when the directory has neither file or the file
 * asks for no version.
 */
export function moduleQuery(world: World): Need {
  const need = floorNeed(world);
  if (need !== undefined) return need;
  throw new GvError('bad-query', `no go.mod or go.work above ${directoryHere(world)} asks for a version`, {
    hint: 'Name one instead, e.g. gv use latest',
  });
}

/** The newest installed patch of a floor's line; undefined when it is older than the floor. */
export function installedFit(world: World, { floor, query }: Need): Installed | undefined {
  const line =
    query.kind === 'exact' ? lineOf(query.version) : query.kind === 'line' ? query.line : undefined;
  if (line === undefined) return undefined;
  const newest = select({ kind: 'line', line }, installedToolchains(world.layout));
  return newest !== undefined && compareText(newest.version.label, floor.version) >= 0 ? newest : undefined;
}

/**
 * The newest patch of the oldest installed line that meets a floor; undefined when no line does. Prereleases do not count.
 */
export function installedAbove(world: World, { floor }: Need): Installed | undefined {
  const enough = installedToolchains(world.layout).filter(
    ({ version }) => !isPrerelease(version) && compareText(version.name, floor.version) >= 0,
  );
  const oldest = enough.at(-1);
  return oldest && enough.find(({ version }) => lineOf(version) === lineOf(oldest.version));
}

/** A language version (`1.22`) stands for the newest patch of its line; the first patch would stay out of date. */
function floorQuery(floor: FloorLine): ReleaseQuery {
  const version = floorRelease(floor);
  if (version !== undefined) return { kind: 'exact', version };
  const first = parseVersion(`${floor.version}.0`);
  return { kind: 'line', line: first === undefined ? floor.version : lineOf(first) };
}

/** The release that may be installed for a query; undefined for `system` and `mod`. */
export function installable(query: Query | undefined): ReleaseQuery | undefined {
  return query === undefined || query.kind === 'system' || query.kind === 'mod' ? undefined : query;
}
