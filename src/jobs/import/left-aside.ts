import { dirname } from 'node:path';
import type { AsideStep, AsideTree } from '../../core/foreign/import-plan.ts';
import { shellWord } from '../../core/shells/quote.ts';
import { failureOf, type GvError, isDiskFailure } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { removeTree } from '../../io/disk/write.ts';
import { spelledOut } from '../../io/foreign/find-trees.ts';
import { asideIn, copiedState, putBack, removeEmptied, restFailure } from '../../io/foreign/moved-aside.ts';
import { realPath } from '../../io/host/search-path.ts';
import { type Installed, installedToolchains, manifestOf, receiptOf } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { placesHere } from '../audit/audited-roots.ts';
import { recordedSources } from './record.ts';

/**
 * The trees that moves left aside, beside the trees of all managers and those of the last import. One is removed of which gv's
 * toolchain has every file, as the move would have; for an undo a whole one goes back. Anything else stays. Fails with `interrupted`.
 */
export async function movesLeft(
  run: Run,
  { isUndo }: { readonly isUndo: boolean },
): Promise<readonly AsideStep[]> {
  const named = spelledOut(
    '/',
    placesHere(run, []).map(({ pattern }) => dirname(pattern)),
  );
  const directories = [...named, ...recordedSources(run).map((source) => dirname(source))];
  const real = new Set(directories.flatMap((directory) => realPath(directory) ?? []));
  const steps: AsideStep[] = [];
  for (const aside of [...real].flatMap(asideIn)) {
    const back = `mv ${shellWord(aside.path)} ${shellWord(aside.source)}`;
    steps.push(await stepOf(run, aside, { isUndo, back }));
  }
  return steps;
}

async function stepOf(
  run: Run,
  aside: AsideTree,
  { isUndo, back }: { readonly isUndo: boolean; readonly back: string },
): Promise<AsideStep> {
  try {
    const state = await stateOf(run, aside);
    if (state === 'more') return { ...aside, kind: 'stay', why: `gv has not all of it (${back})` };
    const isRestored = isUndo && state === 'whole' && entryKind(aside.source) === 'absent';
    return { ...aside, kind: isRestored ? 'restore' : 'remove' };
  } catch (error) {
    if (isDiskFailure(error)) return { ...aside, kind: 'stay', why: error.message };
    throw error;
  }
}

/** The tree beside the toolchain that was copied of it; `more` where gv has no such toolchain, or not as it was. */
async function stateOf(run: Run, { path, source }: AsideTree): Promise<'whole' | 'part' | 'more'> {
  const toolchain = copyOf(run, source);
  const copied = toolchain === undefined ? undefined : manifestOf(run.layout, toolchain.version);
  if (toolchain === undefined || copied === undefined) return 'more';
  if ((await copiedState(toolchain.path, copied, run.signal)) !== 'whole') return 'more';
  return copiedState(path, copied, run.signal);
}

function copyOf({ layout }: Run, source: string): Installed | undefined {
  return installedToolchains(layout).find(({ version }) => {
    const receipt = receiptOf(layout, version);
    return receipt?.source === source && receipt.shared !== true;
  });
}

/** Steps as they were done: one that failed says that its tree stays. */
export interface FinishedMoves {
  readonly aside: readonly AsideStep[];
  readonly failures: readonly GvError[];
}

/** Does what such steps say. Each tree is looked at once more before its removal. Fails with `interrupted`, `disk-full`. */
export async function finishMoves(run: Run, steps: readonly AsideStep[]): Promise<FinishedMoves> {
  const failures: GvError[] = [];
  const aside: AsideStep[] = [];
  for (const step of steps) {
    const { path, source } = step;
    let why: string | undefined;
    const failure = await failureOf(async () => {
      why = await finished(run, step);
    });
    if (failure !== undefined) failures.push(step.kind === 'remove' ? restFailure(path, failure) : failure);
    why ??= failure?.message;
    aside.push(why === undefined ? step : { path, source, kind: 'stay', why });
  }
  return { aside, failures };
}

/** Does what a step says; gives why its tree stays all the same. */
async function finished(run: Run, step: AsideStep): Promise<string | undefined> {
  if (step.kind === 'stay') return step.why;
  if (step.kind === 'restore') await putBack(step);
  else if ((await stateOf(run, step)) === 'more') return 'it was changed meanwhile';
  else {
    await removeTree(step.path);
    await removeEmptied(step.source);
  }
  return undefined;
}
