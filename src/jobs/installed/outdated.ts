import { lineStates, type LineState } from '../../core/release/line-state.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { publishedLines, type Published } from '../releases/published.ts';

export interface Outdated {
  /** Every installed line, newest first. */
  readonly lines: readonly LineState[];
  readonly fetchedAt: Published['fetchedAt'];
}

/** Compares every installed line with the published releases. Asks no server when no toolchain is installed. Fails as `publishedLines` does. */
export async function findOutdated(run: Run): Promise<Outdated> {
  const installed = installedToolchains(run.layout);
  if (installed.length === 0) return { lines: [], fetchedAt: undefined };
  const { newest, fetchedAt } = await publishedLines(run);
  return { lines: lineStates(installed, newest), fetchedAt };
}
