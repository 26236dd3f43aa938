import { join } from 'node:path';
import type { Version } from '../../core/version.ts';
import type { Run, World } from '../../world.ts';
import { withMutex } from '../disk/mutex.ts';

/** Guards what all toolchains share: links, aliases, `version`, `current`, the record of digests. Held for moments. */
export function withStoreMutex<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withMutex(join(world.layout.mutexes, 'store.lock'), { signal: world.signal, purpose }, work);
}

/** Guards the record of releases seen: the store's mutex, or a person's own where the root belongs to another account. */
export function withSeenMutex<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withMutex(join(world.layout.ownMutexes, 'store.lock'), { signal: world.signal, purpose }, work);
}

/** Guards the newest proven head of the checksum database, from before the question until it was advanced. */
export function withLogMutex<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withMutex(join(world.layout.ownMutexes, 'log.lock'), { signal: world.signal, purpose }, work);
}

/** Guards the list of known projects. Held for moments. */
export function withProjectsMutex<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withMutex(join(world.layout.ownMutexes, 'projects.lock'), { signal: world.signal, purpose }, work);
}

export interface ProgramMutex {
  /** For whoever has to wait. */
  readonly purpose: string;
  readonly waiting?: (holder: string) => void;
}

/** Guards gv's own program, for as long as an update of it takes. */
export function withProgramMutex<T>(world: World, subject: ProgramMutex, work: () => Promise<T>): Promise<T> {
  return withMutex(
    join(world.layout.mutexes, 'self-update.lock'),
    { signal: world.signal, ...subject },
    work,
  );
}

/** Guards one release: its download, its staging and its toolchain. Held for as long as an install takes. */
export function withReleaseMutex<T>(run: Run, subject: ReleaseMutex, work: () => Promise<T>): Promise<T> {
  const { version, purpose, impatient = false } = subject;
  const waiting = (holder: string): void => run.emit({ type: 'waiting', release: version.label, holder });
  return withMutex(
    join(run.layout.mutexes, `go${version.name}.lock`),
    { signal: run.signal, purpose, waiting, impatient },
    work,
  );
}

export interface ReleaseMutex {
  readonly version: Version;
  /** For whoever has to wait. */
  readonly purpose: string;
  /** Fails with `in-use` instead of waiting. */
  readonly impatient?: boolean;
}
