import type { PlaceMeasures } from '../../core/machine/machine-report.ts';
import type { Mount } from '../../core/machine/mounts.ts';
import type { PlaceFacts } from '../../io/machine/place-facts.ts';
import type { Subject } from '../environment/subject.ts';

/** A place of Go or of gv by the name of its setting; `module` is the directory of the module here, `asked` one of `--place`. */
export interface NamedPlace {
  readonly name: 'GOMODCACHE' | 'GOCACHE' | 'GOTMPDIR' | 'GOBIN' | 'GV_ROOT' | 'module' | 'asked';
  /** As it is set, absolute. */
  readonly path: string;
}

export interface LookedPlace extends NamedPlace {
  readonly facts: PlaceFacts;
}

/** The places of one filesystem, of which the first that can be written was measured. */
export interface Filesystem {
  readonly places: readonly LookedPlace[];
  /** The facts of the place that was measured. */
  readonly facts: PlaceFacts;
  readonly measured: PlaceMeasures | undefined;
  /** Why nothing was measured. */
  readonly why: string | undefined;
}

/** Everything that the findings about places rest on. */
export interface PlacesContext {
  readonly go: Subject;
  readonly mounts: readonly Mount[];
  readonly filesystems: readonly Filesystem[];
  /** Directories that would take a cache of this account, with their filesystems: the home directory first. */
  readonly homes: readonly CacheHome[];
}

/** A directory in which a place of Go could lie, and its filesystem. */
export interface CacheHome {
  readonly directory: string;
  /** The command that makes the directory, to be put before the one that uses it. */
  readonly make: string | undefined;
  readonly filesystem: Filesystem;
}

/** `GOMODCACHE and GOCACHE`, for the start of a sentence. */
export function namesOf({ places }: Pick<Filesystem, 'places'>): string {
  const names = [...new Set(places.map(({ name, path }) => shownName(name, path)))];
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function shownName(name: NamedPlace['name'], path: string): string {
  if (name === 'asked') return path;
  return name === 'module' ? 'the module here' : name;
}

/** `ext4 (/dev/sdb1)`, or words where the system names no filesystem. */
export function typeText({ mount }: PlaceFacts): string {
  return mount === undefined ? 'a filesystem of its own' : `${mount.type} (${mount.source})`;
}
