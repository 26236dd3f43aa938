import type { Run } from '../../world.ts';

/** A release index as it was read. */
export interface ReadIndex {
  /** When a server last said that this is the index. */
  readonly fetchedAt: Date;
  /** Why a server was not asked or did not answer; undefined for an index that is fresh. */
  readonly why?: string | undefined;
}

/** Says how old an index is that could not be asked for anew; nothing for a fresh one. */
export function tellAge(run: Run, { fetchedAt, why }: ReadIndex): void {
  if (why === undefined) return;
  const age = run.now().getTime() - fetchedAt.getTime();
  run.emit({ type: 'old-index', fetchedAt: fetchedAt.toISOString(), age, why });
}
