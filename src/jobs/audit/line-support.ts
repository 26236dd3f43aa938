import type { AuditedTree } from '../../core/foreign/audit.ts';
import type { FoundTree } from '../../core/foreign/found-tree.ts';
import { lineStates } from '../../core/release/line-state.ts';
import { lineOf, type Version } from '../../core/version.ts';
import { EXIT_OF, GvError, isUnwritten } from '../../errors.ts';
import { lastListed } from '../../io/cache/last-listed.ts';
import type { Run } from '../../world.ts';
import { publishedLines } from '../releases/published.ts';

type Support = Pick<AuditedTree, 'support' | 'newest'>;

/** Tells of a release whether its line is supported, and the newest release of the line where that is another one. */
export async function linesAmong(
  run: Run,
  found: readonly FoundTree[],
): Promise<(version: Version | undefined) => Support> {
  const published = await listed(run);
  const here = found.flatMap(({ identity }) => (identity.kind === 'release' ? [identity] : []));
  const states = new Map(lineStates(here, published).map((state) => [state.line, state]));
  return (version) => {
    const state = version === undefined ? undefined : states.get(lineOf(version));
    // The lines of what lies here say nothing about newer ones.
    if (version === undefined || state === undefined || published.length === 0)
      return { support: null, newest: null };
    const newest = state.newest?.name === version.name ? null : (state.newest?.label ?? null);
    return { support: state.support, newest };
  };
}

/** The published releases; those that were listed last where no server answers, or its answer cannot be remembered. */
async function listed(run: Run): Promise<readonly { readonly version: Version }[]> {
  try {
    return (await publishedLines(run)).newest;
  } catch (error) {
    const isOfNetwork = error instanceof GvError && error.exit === EXIT_OF.network;
    if (!isOfNetwork && !isUnwritten(error)) throw error;
    return lastListed(run.layout).map((version) => ({ version }));
  }
}
