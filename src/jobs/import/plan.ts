import {
  type AsideStep,
  type ImportMode,
  type ImportStep,
  leftTwice,
  leftUnjudged,
  movedStep,
  sharedStep,
  stepOf,
  type TakenTree,
} from '../../core/foreign/import-plan.ts';
import type { OtherGlobals, ProjectStep } from '../../core/foreign/other-choice.ts';
import { IMPORT_SOURCES, type TreeOwner } from '../../core/foreign/places.ts';
import { namelessText } from '../../core/text/nameless.ts';
import { compareVersions, isPrerelease } from '../../core/version.ts';
import { isDiskFailure } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { isRemovable, treeWriter } from '../../io/foreign/tree-writer.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import { writerText } from '../../trust/writers.ts';
import type { Run, World } from '../../world.ts';
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
  /** The release that becomes the global version of an empty store, by itself. */
  readonly first: string | undefined;
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
  const globals = otherGlobals(run, from, toolchains);
  return {
    steps,
    mode,
    globals,
    first: firstGlobal(run, { steps, globals }),
    projects: await projectFates(run, from, toolchains),
    aside: await movesLeft(run, { isUndo: false }),
  };
}

/**
 * The release that becomes the global version of an empty store, where no manager has a global version that is taken: the newest of
 * those that are taken, as a person expects. Undefined where nothing is chosen so.
 */
export function firstGlobal(
  { layout }: World,
  { steps, globals }: { readonly steps: readonly ImportStep[]; readonly globals: OtherGlobals },
): string | undefined {
  const isEmpty =
    globals.taken === undefined &&
    installedToolchains(layout).length === 0 &&
    entryKind(globalFile(layout)) === 'absent';
  return isEmpty ? releasesFirst(steps)[0]?.judgement.version.label : undefined;
}

/** The trees to take, the newest release first and prereleases last: the first toolchain of an empty store becomes the global version. */
export function releasesFirst(steps: readonly ImportStep[]): readonly TakenTree[] {
  const rank = ({ judgement: { version } }: TakenTree): number => (isPrerelease(version) ? 1 : 0);
  return steps
    .filter((step) => step.kind === 'take')
    .toSorted((a, b) => rank(a) - rank(b) || compareVersions(b.judgement.version, a.judgement.version));
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
