import { floorRelease, type FloorLine } from '../core/floors.ts';
import type { ReleaseQuery } from '../core/select.ts';
import { lineOf, parseVersion } from '../core/version.ts';
import { GvError } from '../errors.ts';
import { directoryFloor } from '../io/module-files.ts';
import type { World } from '../world.ts';
import { currentBase, pinQuery, resolutionError } from './base.ts';

/** Something that the current directory asks for, and the sentence that says where. */
export interface Need {
  readonly query: ReleaseQuery;
  readonly why: string;
}

/**
 * What has to be installed for the current directory: what its pin asks, or the default base where nothing is pinned, and
 * the floor of go.mod or go.work. Empty when nothing is asked and something is installed.
 * Fails with `bad-pin`.
 */
export async function directoryNeeds(world: World): Promise<readonly Need[]> {
  const needs = [...(await baseNeed(world)), ...floorNeed(world)];
  return needs.filter(
    (need, index) => needs.findIndex(({ query }) => sameQuery(query, need.query)) === index,
  );
}

async function baseNeed(world: World): Promise<readonly Need[]> {
  const resolution = await currentBase(world);
  if (!resolution.ok && resolution.code === 'bad-pin') throw resolutionError(resolution);
  const { asked, file } = resolution.ok ? resolution.base : resolution;
  const query = asked === '' ? undefined : pinQuery(asked);
  if (query === undefined || query.kind === 'system' || query.kind === 'mod') return [];
  return [{ query, why: `${file} asks for ${asked}` }];
}

function floorNeed(world: World): readonly Need[] {
  const found = directoryFloor(world, world.cwd);
  if (found === undefined) return [];
  const { floor, file } = found;
  return [{ query: floorQuery(floor), why: `${file}:${floor.line} needs at least ${floor.version}` }];
}

/**
 * `mod`: the release that go.work or go.mod asks for. Fails with `bad-query` when the directory has neither or they ask
 * for nothing.
 */
export function moduleQuery(world: World): Need {
  const [need] = floorNeed(world);
  if (need !== undefined) return need;
  throw new GvError('bad-query', `no go.mod or go.work above ${world.cwd} asks for a version`, {
    hint: 'Name one instead, e.g. gv use latest',
  });
}

/** A language version (`1.22`) stands for the newest patch of its line, as the first one would be out of date for good. */
function floorQuery(floor: FloorLine): ReleaseQuery {
  const version = floorRelease(floor);
  if (version !== undefined) return { kind: 'exact', version };
  const first = parseVersion(`${floor.version}.0`);
  return { kind: 'line', line: first === undefined ? floor.version : lineOf(first) };
}

function sameQuery(a: ReleaseQuery, b: ReleaseQuery): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
