import { dirname, isAbsolute } from 'node:path';
import { cacheDirectory } from '../../io/go/module-cache.ts';
import { nearestModule, temporaryDirectory } from '../../io/go/module-files.ts';
import { pathFrom } from '../../io/host/here.ts';
import { installDirectory } from '../environment/programs.ts';
import { valueOf, type Subject } from '../environment/subject.ts';
import type { NamedPlace } from './context.ts';

/** The places that Go and gv write to in this directory, and those that were asked for; a setting that go refuses names none. */
export function namedPlaces(go: Subject, asked: readonly string[]): readonly NamedPlace[] {
  const { world } = go;
  const setting = (name: string): string => valueOf(go, name);
  const temporary = temporaryDirectory(world);
  const module = world.cwd === '' ? undefined : nearestModule({ directory: world.cwd, setting, temporary });
  const places: readonly (NamedPlace | undefined)[] = [
    placeOf('GOMODCACHE', cacheDirectory(world, setting)),
    placeOf('GOCACHE', setting('GOCACHE') || go.facts.gocache),
    placeOf('GOTMPDIR', setting('GOTMPDIR') || temporary),
    placeOf('GOBIN', installDirectory(go)),
    placeOf('GV_ROOT', world.layout.root),
    placeOf('module', module === undefined ? undefined : dirname(module)),
    ...asked.map((path) => placeOf('asked', pathFrom(world, path))),
  ];
  return places.flatMap((place) => place ?? []);
}

function placeOf(name: NamedPlace['name'], path: string | undefined): NamedPlace | undefined {
  return path !== undefined && isAbsolute(path) ? { name, path } : undefined;
}
