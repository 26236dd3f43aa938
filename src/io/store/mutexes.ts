import { join } from 'node:path';
import type { Version } from '../../core/version.ts';
import type { Run } from '../../world.ts';
import { withMutex } from '../disk/mutex.ts';

/** Guards what all toolchains share: links, aliases, `version`, `current`, the record of digests. Held for moments. */
export function withStoreMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.mutexes, 'store.lock'), purpose }, work);
}

/** Guards the newest proven head of the checksum database, from before the question until it was advanced. */
export function withLogMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.ownMutexes, 'log.lock'), purpose }, work);
}

/** Guards the list of known projects. Held for moments. */
export function withProjectsMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.ownMutexes, 'projects.lock'), purpose }, work);
}

/** Guards gv's own program, for as long as an update of it takes. */
export function withProgramMutex<T>(run: Run, purpose: string, work: () => Promise<T>): Promise<T> {
  return sharing(run, { path: join(run.layout.mutexes, 'self-update.lock'), purpose }, work);
}

/** Shorter waits are everyday, and nobody notices them. */
const PATIENCE_MS = 300;

interface SharedMutex {
  readonly path: string;
  /** For whoever has to wait. */
  readonly purpose: string;
}

/** A wait that somebody may notice is told, with whom it is for. */
function sharing<T>(run: Run, { path, purpose }: SharedMutex, work: () => Promise<T>): Promise<T> {
  const waiting = (holder: string): void => run.emit({ type: 'waiting', release: null, holder });
  return withMutex(path, { signal: run.signal, purpose, waiting, patienceMs: PATIENCE_MS }, work);
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
