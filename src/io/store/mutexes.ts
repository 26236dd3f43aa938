import { join } from 'node:path';
import type { Emit } from '../../core/events.ts';
import type { Version } from '../../core/version.ts';
import type { World } from '../../world.ts';
import { withLock } from '../disk/mutex.ts';

/** Guards what all toolchains share: links, aliases, `version`, `current`, the record of digests. Held for moments. */
export function withStoreLock<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withLock(join(world.layout.locks, 'store.lock'), { signal: world.signal, purpose }, work);
}

/** Guards the newest proven head of the checksum database, from before the question until it was advanced. */
export function withLogLock<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withLock(join(world.layout.ownLocks, 'log.lock'), { signal: world.signal, purpose }, work);
}

/** Guards the list of known projects. Held for moments. */
export function withProjectsLock<T>(world: World, purpose: string, work: () => Promise<T>): Promise<T> {
  return withLock(join(world.layout.ownLocks, 'projects.lock'), { signal: world.signal, purpose }, work);
}

export interface ProgramLock {
  /** For whoever has to wait. */
  readonly purpose: string;
  readonly waiting?: (holder: string) => void;
}

/** Guards gv's own program, for as long as an update of it takes. */
export function withProgramLock<T>(world: World, subject: ProgramLock, work: () => Promise<T>): Promise<T> {
  return withLock(join(world.layout.locks, 'self-update.lock'), { signal: world.signal, ...subject }, work);
}

/** Guards one release: its download, its staging and its toolchain. Held for as long as an install takes. */
export function withReleaseLock<T>(world: World, subject: ReleaseLock, work: () => Promise<T>): Promise<T> {
  const { version, purpose, emit, impatient = false } = subject;
  const waiting = (holder: string): void => emit({ type: 'waiting', release: version.label, holder });
  return withLock(
    join(world.layout.locks, `go${version.name}.lock`),
    { signal: world.signal, purpose, waiting, impatient },
    work,
  );
}

export interface ReleaseLock {
  readonly version: Version;
  /** For whoever has to wait. */
  readonly purpose: string;
  readonly emit: Emit;
  /** Fails with `in-use` instead of waiting. */
  readonly impatient?: boolean;
}
