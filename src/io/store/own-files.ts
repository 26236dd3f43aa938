import { isInside, type Layout } from '../../core/layout.ts';
import type { OtherWriter } from '../../trust/writers.ts';
import { entryOrNothing, type PlacedEntry, tighten } from '../disk/access.ts';
import { namesOrNothing } from '../disk/read.ts';
import { writersOf } from '../host/writers.ts';

/** Files and directories that gv writes, on one file system. */
interface Place {
  readonly directory: string;
  readonly paths: readonly string[];
}

/** Files and directories of gv that other accounts may write: under the root, without the root itself, and in the user's own places. */
export function looseFiles(layout: Layout): readonly OtherWriter[] {
  const places = [{ directory: layout.root, paths: layout.written }, ...placesOutside(layout)];
  return places.flatMap(({ directory, paths }) => writersOf(entriesUnder(layout, paths), directory));
}

/** Another account that may write the root itself; undefined without one, and for a missing root. */
export function rootWriter({ root }: Layout): OtherWriter | undefined {
  const entry = entryOrNothing(root);
  return entry === undefined ? undefined : writersOf([entry], root)[0];
}

/**
 * Takes the right to write from others for all of `looseFiles` that this account owns; gives their paths. A root that others
 * may write was given to them, by OpenShift or a team: what lies in it stays as it is, and so do the paths of `left`.
 */
export function tightenFiles(layout: Layout, left: readonly string[] = []): readonly string[] {
  const isOwn = layout.user === undefined && rootWriter(layout) === undefined;
  const places = [
    ...(isOwn
      ? [{ directory: layout.root, paths: layout.written.filter((path) => !left.includes(path)) }]
      : []),
    ...placesOutside(layout),
  ];
  return places.flatMap((place) => tightenPlace(layout, place));
}

/** Whether `tightenFiles` would mend what another may write. */
export function isTightenable(layout: Layout, { who, path }: OtherWriter): boolean {
  if (who === 'owner') return false;
  if (layout.user === undefined) return rootWriter(layout) === undefined;
  return layout.writtenOutside.some((place) => path === place || isInside(place, path));
}

function tightenPlace(layout: Layout, { directory, paths }: Place): readonly string[] {
  const entries = entriesUnder(layout, paths);
  const loose = new Set(writersOf(entries, directory).map(({ path }) => path));
  return entries.filter((entry) => loose.has(entry.path) && tighten(entry)).map(({ path }) => path);
}

function placesOutside({ writtenOutside }: Layout): readonly Place[] {
  return writtenOutside.map((path) => ({ directory: path, paths: [path] }));
}

/** These paths with everything under them, no link followed; of a toolchain its directory alone: `gv verify` has the rest. */
function entriesUnder(layout: Layout, paths: readonly string[]): readonly PlacedEntry[] {
  const entries: PlacedEntry[] = [];
  const pending = paths.map((path) => ({ path, floors: floorsOf(layout, path) }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, floors } = next;
    const entry = entryOrNothing(path);
    if (entry === undefined) continue;
    entries.push(entry);
    if (entry.kind !== 'directory' || floors === 0) continue;
    for (const name of namesOrNothing(path)) pending.push({ path: `${path}/${name}`, floors: floors - 1 });
  }
  return entries;
}

/** How many floors below a path belong to gv. What lies in staging/, mode 0700, is in the making. */
function floorsOf({ staging, versions }: Layout, path: string): number {
  if (path === staging) return 0;
  return path === versions ? 1 : Infinity;
}
