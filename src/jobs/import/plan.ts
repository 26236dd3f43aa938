import {
  type AsideStep,
  type ImportMode,
  type ImportStep,
  leftTwice,
  leftUnjudged,
  movedStep,
  sharedStep,
  stepOf,
} from '../../core/foreign/import-plan.ts';
import { namelessText } from '../../core/foreign/nameless.ts';
import type { OtherGlobals, ProjectStep } from '../../core/foreign/other-choice.ts';
import { IMPORT_SOURCES, type TreeOwner } from '../../core/foreign/places.ts';
import { isDiskFailure } from '../../errors.ts';
import { isRemovable, treeWriter } from '../../io/foreign/tree-writer.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { writerText } from '../../trust/writers.ts';
import type { Run } from '../../world.ts';
import { treesHere } from '../audit/audited-roots.ts';
import { judgeTree } from '../trees/judge-tree.ts';
import { openJudge } from '../trees/judge.ts';
import { movesLeft } from './left-aside.ts';
import { otherGlobals } from './other-managers.ts';
import { projectFates } from './projects.ts';
import { asManagers, sharedPaths } from './shared-trees.ts';

/** All that an import would do. */
export interface ImportPlan {
  readonly steps: readonly ImportStep[];
  readonly mode: ImportMode;
  readonly globals: OtherGlobals;
  readonly projects: readonly ProjectStep[];
  /** Trees that a move that was cut short left aside. */
  readonly aside: readonly AsideStep[];
}

/** Finds what there is to take over, and decides what becomes of each; only reads. `from` narrows the search, and none stands for all. Fails with `interrupted`. */
export async function planImport(
  run: Run,
  from: readonly TreeOwner[],
  mode: ImportMode,
): Promise<ImportPlan> {
  const steps = await planTrees(run, from, mode);
  const taken = steps.flatMap((step) => (step.kind === 'take' ? [step.judgement] : []));
  const toolchains = [...installedToolchains(run.layout), ...taken];
  return {
    steps,
    mode,
    globals: otherGlobals(run, from, toolchains),
    projects: await projectFates(run, from, toolchains),
    aside: await movesLeft(run, { isUndo: false }),
  };
}

/**
 * Finds the Go trees of other managers, in the home of this account and the places of the machine, and decides what becomes of
 * each; each release is taken once.
 */
async function planTrees(
  run: Run,
  from: readonly TreeOwner[],
  mode: ImportMode,
): Promise<readonly ImportStep[]> {
  const wanted: ReadonlySet<TreeOwner> = new Set(from.length === 0 ? IMPORT_SOURCES : from);
  const shared = sharedPaths(run);
  const found = treesHere(run, []);
  for (const path of found.nameless) run.emit({ type: 'warning', text: namelessText(path) });
  const trees = asManagers(run, found.trees, shared).filter(({ by }) => wanted.has(by));
  const installed = new Set(installedToolchains(run.layout).map(({ version }) => version.name));
  const taken = new Map<string, string>();
  const steps: ImportStep[] = [];
  await using judge = await openJudge(run);
  for (const tree of trees) {
    const { identity, path } = tree;
    const left = leftUnjudged(tree, { platform: run.platform, installed, shared });
    if (left !== undefined || identity.kind === 'unknown') {
      if (left !== undefined) steps.push({ kind: 'stay', tree, ...left });
      continue;
    }
    // Before the tree is judged: what only this account may write stays as it was judged.
    const writer = mode === 'link' ? writerIn(path) : undefined;
    const proven = stepOf(tree, await judgeTree(run, { ...judge, root: path, version: identity.version }));
    const step = stepIn(mode, proven, writer);
    const first = taken.get(identity.version.name);
    // Also of a release that comes from elsewhere a person wants to know the damaged tree.
    steps.push(step.kind === 'take' && first !== undefined ? leftTwice(step, first) : step);
    if (step.kind === 'take' && first === undefined) taken.set(identity.version.name, path);
  }
  return steps;
}

function stepIn(mode: ImportMode, proven: ImportStep, writer: string | undefined): ImportStep {
  switch (mode) {
    case 'copy':
      return proven;
    case 'link':
      return sharedStep(proven, writer);
    case 'move':
      return movedStep(proven, { isOwn: proven.kind === 'take' && isRemovable(proven.tree.path) });
  }
}

/** Another account that may write a tree, in words; undefined without one. */
function writerIn(path: string): string | undefined {
  try {
    const writer = treeWriter(path);
    return writer === undefined ? undefined : writerText(writer);
  } catch (error) {
    if (isDiskFailure(error)) return error.message;
    throw error;
  }
}
