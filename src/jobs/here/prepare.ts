import { placeText } from '../../core/choice/pin.ts';
import { select, type ReleaseQuery } from '../../core/choice/select.ts';
import { compareText, parseVersion, type Version } from '../../core/version.ts';
import { directoryHere } from '../../io/host/here.ts';
import { canRun, installedToolchains } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { finishAgain } from '../install/finishing.ts';
import { install, type InstallOptions } from '../install/install.ts';
import { currentBase, pinQuery, resolutionError } from './answering.ts';
import { floorNeed, installable } from './needs.ts';

/** One request of a directory, and the toolchain that answers it. */
export interface Prepared {
  /** A base comes from a pin or the global version; a floor is the least version that go.mod or go.work needs. */
  readonly role: 'base' | 'floor';
  /** The file and its request, e.g. `/shop/go.mod:3 needs at least 1.24`. */
  readonly why: string;
  readonly version: Version;
  readonly path: string;
}

/**
 * Makes the current directory ready: installs the version that its pin or the global version names, and a toolchain that meets
 * the floor of go.mod or go.work where the base is older. No server is asked for an installed version. Gives an empty list when
 * the directory requests no version. Fails with `bad-pin`, with `not-installed` where a file asks for the system's Go and there is
 * none, and with the codes of `install`.
 */
export async function prepareDirectory(run: Run, options: InstallOptions): Promise<readonly Prepared[]> {
  directoryHere(run);
  const base = await prepareBase(run, options);
  const floor = await prepareFloor(run, { base, options });
  return [base, floor].filter((prepared) => prepared !== undefined);
}

interface PreparedBase extends Prepared {
  /** True for a pin, which is never raised to a floor; a global version is. */
  readonly pinned: boolean;
}

async function prepareBase(run: Run, options: InstallOptions): Promise<PreparedBase | undefined> {
  const resolution = await currentBase(run);
  const { asked, file, line } = resolution.ok ? resolution.base : resolution;
  // Where a file asks for the system's Go, another one would not be it: nothing is fetched, for a floor neither.
  const isHopeless =
    !resolution.ok && (resolution.code === 'bad-pin' || (resolution.code === 'no-go' && file !== ''));
  if (isHopeless) throw resolutionError(resolution);
  const query = file === '' ? undefined : installable(pinQuery(asked));
  if (query === undefined) return undefined;
  const why = `${placeText(file, line)} asks for ${asked}`;
  const { globalVersion, user } = run.layout;
  const pinned = file !== globalVersion && file !== user?.version;
  return { role: 'base', why, pinned, ...(await obtain(run, { query, why, options })) };
}

interface Floor {
  readonly base: PreparedBase | undefined;
  readonly options: InstallOptions;
}

async function prepareFloor(run: Run, { base, options }: Floor): Promise<Prepared | undefined> {
  const need = floorNeed(run);
  if (need === undefined) return undefined;
  const { floor, query, why } = need;
  const meets = (version: Version): boolean => compareText(version.name, floor.version) >= 0;
  if (base !== undefined && meets(base.version)) return { ...base, role: 'floor', why };
  // A default is raised to the floor by an installed patch that is enough; a pin never is.
  const answering = base?.pinned === true ? undefined : await answeringVersion(run);
  if (answering !== undefined && meets(answering.version)) return { role: 'floor', why, ...answering };
  const toolchain = await obtain(run, { query, why, options });
  return { role: 'floor', why, ...toolchain };
}

interface Toolchain {
  readonly version: Version;
  readonly path: string;
}

/** The version that answers here: without a choice, the newest installed one. */
async function answeringVersion(world: World): Promise<Toolchain | undefined> {
  const resolution = await currentBase(world);
  const version = resolution.ok ? parseVersion(resolution.base.name) : undefined;
  return !resolution.ok || version === undefined ? undefined : { version, path: resolution.base.goroot };
}

interface Wanted {
  readonly query: ReleaseQuery;
  readonly why: string;
  readonly options: InstallOptions;
}

/** Gives the toolchain of a pin or a floor, in which a line means its newest installed patch; installs a missing one. */
async function obtain(run: Run, { query, why, options }: Wanted): Promise<Toolchain> {
  const there = options.force ? undefined : select(query, installedToolchains(run.layout));
  if (there !== undefined && canRun(there)) return finishAgain(run, there, options.global);
  run.emit({ type: 'asked', why });
  const wanted = there === undefined ? query : ({ kind: 'exact', version: there.version } as const);
  return install(run, wanted, options);
}
