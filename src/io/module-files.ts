import { dirname, isAbsolute, join } from 'node:path';
import { floorOf, parseFloor, type FloorLine } from '../core/floors.ts';
import { LIMITS } from '../core/limits.ts';
import type { World } from '../world.ts';
import { readSmall } from './read.ts';

export interface DirectoryFloor {
  readonly floor: FloorLine;
  readonly file: string;
}

/**
 * What go.work or go.mod asks for in a directory, found as the go command does: the nearest go.work wins over any go.mod;
 * GOWORK names another or is `off`; GO111MODULE=off ends it all.
 */
export function directoryFloor(world: World, directory: string): DirectoryFloor | undefined {
  if (world.env['GO111MODULE'] === 'off') return undefined;
  const found = workFile(world, directory) ?? nearest(directory, 'go.mod');
  const floor = found === undefined ? undefined : floorOf(parseFloor(found.text));
  return found === undefined || floor === undefined ? undefined : { floor, file: found.path };
}

interface Found {
  readonly path: string;
  readonly text: string;
}

function workFile(world: World, directory: string): Found | undefined {
  const asked = world.env['GOWORK'];
  if (asked === 'off') return undefined;
  if (asked !== undefined && isAbsolute(asked)) return readModuleFile(asked);
  return nearest(directory, 'go.work');
}

function nearest(directory: string, name: string): Found | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const found = readModuleFile(join(at, name));
    if (found !== undefined || at === dirname(at)) return found;
  }
}

function readModuleFile(path: string): Found | undefined {
  const text = readSmall(path, LIMITS.moduleFileBytes);
  return text === undefined ? undefined : { path, text };
}
