import { join } from 'node:path';
import type { Version } from '../../core/version.ts';
import type { Run } from '../../world.ts';
import { withMutex } from '../disk/mutex.ts';

/** Guards the files that all toolchains share: links, aliases, `version`, `current`, the record of digests. Held for moments. */
export function withStoreMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.mutexes, 'store.lock'), purpose }, work);
}

/** Guards the record of releases seen: the store's mutex, or the user's own where the root belongs to another account. */
export function withSeenMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.ownMutexes, 'store.lock'), purpose }, work);
}

/** Guards the newest proven head of the checksum database, from before the question until the head was advanced. */
export function withLogMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.ownMutexes, 'log.lock'), purpose }, work);
}

/** Guards the list of known projects. Held for moments. */
export function withProjectsMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.ownMutexes, 'projects.lock'), purpose }, work);
}

/** Guards gv's own program for the whole of its update. */
export function withProgramMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.mutexes, 'self-update.lock'), purpose }, work);
}

/** Shorter waits are common and too short to notice. */
const PATIENCE_MS = 300;

interface SharedMutex {
  readonly path: string;
  /** The work of the holder, shown to a process that waits. */
  readonly purpose: string;
}

/** Announces a wait that the user may notice, with the holder's name. */
function sharing<T>(run: Run, { path, purpose }: SharedMutex, work: () => Promise<T>): Promise<T> {
  const waiting = (holder: string): void => run.emit({ type: 'waiting', release: null, holder });
  return withMutex(path, { signal: run.signal, purpose, waiting, patienceMs: PATIENCE_MS }, work);
}

/** Guards one release: its download, its staging and its toolchain. Held for the whole of an install. */
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
  /** The work of the holder, shown to a process that waits. */
  readonly purpose: string;
  /** Fails with `in-use` instead of waiting. */
  readonly impatient?: boolean;
}
