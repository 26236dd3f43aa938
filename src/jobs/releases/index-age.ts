import type { Run } from '../../world.ts';

/** A release index as it was read. */
export interface ReadIndex {
  /** The time at which a server last confirmed this index. */
  readonly fetchedAt: Date;
  /** The reason why a server was not asked or did not answer; undefined for a fresh index. */
  readonly why?: string | undefined;
}

/** Reports the age of an index that could not be refreshed; does nothing for a fresh one. */
export function tellAge(run: Run, { fetchedAt, why }: ReadIndex): void {
  if (why === undefined) return;
  const age = run.now().getTime() - fetchedAt.getTime();
  run.emit({ type: 'old-index', fetchedAt: fetchedAt.toISOString(), age, why });
}
