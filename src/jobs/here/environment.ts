import { basename, delimiter, isAbsolute, join } from 'node:path';
import { parseQuery, queryText, type Query } from '../../core/choice/query.ts';
import { select } from '../../core/choice/select.ts';
import { GvError } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { goValues } from '../../io/go/go-settings.ts';
import { pathFrom } from '../../io/host/here.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { World } from '../../world.ts';
import { answeringBase } from './answering.ts';
import { installedAbove, moduleQuery } from './needs.ts';

export interface EnvironmentRequest {
  /** The version to choose, also `mod` and `system`; undefined leaves the choice to the pins. */
  readonly version: string | undefined;
  /** Export GOROOT and put the toolchain's own `bin` first. */
  readonly goroot: boolean;
  /** Add the directory in which `go install` leaves programs. */
  readonly gobin: boolean;
  /** A directory for the caches of the go command, absolute or below the current one; undefined leaves them where they are. */
  readonly caches: string | undefined;
}

/** The variables with which a script or a CI job finds Go through gv. */
export interface Environment {
  /** Directories that come first on PATH. */
  readonly first: readonly string[];
  /** The rest of PATH without them. */
  readonly rest: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** Computes the environment. Fails with `not-installed`, `bad-pin`, `bad-query`, and `usage` where no GOROOT can be exported. */
export async function findEnvironment(world: World, request: EnvironmentRequest): Promise<Environment> {
  const { shims, launcher } = world.layout;
  const chosen = request.version === undefined ? undefined : choose(world, request.version);
  const goroot = request.goroot ? await gorootOf(world, chosen) : undefined;
  const first = [
    ...(goroot === undefined ? [] : [join(goroot, 'bin')]),
    shims,
    join(launcher, '..'),
    ...(request.gobin ? await installDirectory(world, chosen) : []),
  ];
  const colon = first.find((directory) => directory.includes(delimiter));
  if (colon !== undefined) {
    throw new GvError('usage', `${colon} has a ${delimiter} in its name and cannot stand on PATH`, {
      hint: 'Set GV_ROOT to another directory and run install.sh again.',
    });
  }
  const path = world.env['PATH'] ?? '';
  // The bin directory of a toolchain would stay on PATH after another one is chosen.
  const isOurs = (entry: string): boolean =>
    first.includes(entry) || entry.startsWith(`${world.layout.versions}/`);
  const rest = path === '' ? [] : path.split(delimiter).filter((entry) => !isOurs(entry));
  const variables = [
    ...(chosen === undefined ? [] : [['GV_VERSION', chosen.label] as const]),
    ...(goroot === undefined ? [] : [['GOROOT', goroot] as const]),
    ...cacheVariables(world, request.caches),
  ];
  return { first, rest, variables };
}

/** The go command takes absolute paths only, and ./... leaves a directory alone whose name begins with a dot. */
function cacheVariables(
  world: World,
  caches: string | undefined,
): readonly (readonly [name: string, value: string])[] {
  if (caches === undefined) return [];
  const directory = pathFrom(world, caches);
  return [
    ['GOCACHE', join(directory, 'build')],
    ['GOMODCACHE', join(directory, 'mod')],
  ];
}

interface Chosen {
  readonly label: string;
  /** GOROOT; undefined for the system's Go. */
  readonly path: string | undefined;
}

function choose(world: World, text: string): Chosen {
  const query = parseQuery(text);
  if (query.kind === 'system') return { label: 'system', path: undefined };
  return query.kind === 'mod' ? chooseForModule(world) : installedFor(world, query);
}

function chooseForModule(world: World): Chosen {
  const need = moduleQuery(world);
  const found = installedAbove(world, need);
  if (found !== undefined) return { label: found.version.label, path: found.path };
  throw new GvError('not-installed', `${need.why}, and no installed toolchain is new enough`, {
    hint: 'gv install mod',
  });
}

function installedFor(world: World, query: Exclude<Query, { readonly kind: 'mod' | 'system' }>): Chosen {
  const found = select(query, installedToolchains(world.layout));
  if (found !== undefined) return { label: found.version.label, path: found.path };
  throw new GvError('not-installed', `go ${queryText(query)} is not installed`, {
    hint: `gv install ${queryText(query)}`,
  });
}

async function gorootOf(world: World, chosen: Chosen | undefined): Promise<string> {
  if (chosen?.path !== undefined) return chosen.path;
  const base = chosen === undefined ? await answeringBase(world) : undefined;
  if (base !== undefined && base.name !== 'system') return base.goroot;
  throw new GvError('usage', "--goroot is for gv's toolchains, and the system's Go answers here", {
    hint: 'Leave --goroot out, or name a version: gv env --goroot 1.22',
  });
}

/**
 * The directory in which `go install` leaves programs: GOBIN, else with `gobin-per-version` the directory that the shims
 * export, else `bin` in the first entry of GOPATH, which is `~/go` by default.
 */
async function installDirectory(world: World, chosen: Chosen | undefined): Promise<readonly string[]> {
  const own = (world.env['GOBIN'] ?? '') === '' ? await gobinOf(world, chosen) : undefined;
  if (own !== undefined) return [own];
  const read = goValues(world);
  const gobin = read('GOBIN').value;
  if (gobin !== '') return isAbsolute(gobin) ? [gobin] : [];
  const [gopath = ''] = read('GOPATH').value.split(delimiter);
  const base = gopath === '' && world.home !== undefined ? join(world.home, 'go') : gopath;
  return isAbsolute(base) ? [join(base, 'bin')] : [];
}

async function gobinOf(world: World, chosen: Chosen | undefined): Promise<string | undefined> {
  const { layout } = world;
  if (layout.user !== undefined || entryKind(layout.gobinPerVersion) === 'absent') return undefined;
  if (chosen !== undefined)
    return chosen.path === undefined ? undefined : layout.gobin(basename(chosen.path));
  const base = await answeringBase(world);
  return base.name === 'system' ? undefined : layout.gobin(base.name);
}
