import { lineStates, type LineState } from '../../core/release/line-state.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { publishedLines, type Published } from '../releases/published.ts';

export interface Outdated {
  /** Every installed line, newest first. */
  readonly lines: readonly LineState[];
  readonly fetchedAt: Published['fetchedAt'];
}

/** Holds every installed line against what is published. Fails as `publishedLines` does; with nothing installed nobody is asked. */
export async function findOutdated(run: Run): Promise<Outdated> {
  const installed = installedToolchains(run.layout);
  if (installed.length === 0) return { lines: [], fetchedAt: undefined };
  const { newest, fetchedAt } = await publishedLines(run);
  return { lines: lineStates(installed, newest), fetchedAt };
}
