import { dirname } from 'node:path';
import type { TakenTree, TreeTrouble } from '../../core/foreign/import-plan.ts';
import { type ImportRecord, isAdding } from '../../core/foreign/import-record.ts';
import { compareVersions, isPrerelease } from '../../core/version.ts';
import { failureOf, type GvError } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { treeCopiers } from '../../io/foreign/copy-covered.ts';
import { removeMoved } from '../../io/foreign/remove-moved.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchain, installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { rememberProject } from '../here/projects.ts';
import { adopt, type AdoptContext } from './adopt.ts';
import { askingDirectories, unansweredOf, unknownOf } from './asking-directories.ts';
import { type Chosen, takeChoices } from './choices.ts';
import { withCure } from './cure.ts';
import { finishMoves } from './left-aside.ts';
import type { ImportPlan } from './plan.ts';
import { keepImport } from './record.ts';

/** An import as it was done. */
export interface TakenOver extends Chosen {
  readonly troubles: readonly TreeTrouble[];
}

/**
 * Does what a plan says: ends moves that were cut short, copies the trees, then writes the global version and the pins. What is about
 * to be added is recorded before, for `gv import --undo`. What one tree or choice fails with keeps no other from being taken, and is
 * among the failures. Fails as `keepImport` does, and with `disk-full`, `interrupted`.
 */
export async function takeOver(run: Run, plan: ImportPlan): Promise<TakenOver> {
  const taken = newestReleaseFirst(plan.steps.filter((step) => step.kind === 'take'));
  const isFirst =
    plan.globals.taken === undefined &&
    installedToolchains(run.layout).length === 0 &&
    entryKind(globalFile(run.layout)) === 'absent';
  const record = await recordOf(run, plan, taken);
  const labels = taken.map(({ judgement }) => judgement.version);
  const begun = isFirst ? { ...record, global: labels[0]?.label ?? null } : record;
  // A run that only ends the moves of the one before leaves that one to be taken back.
  if (isAdding(begun)) await keepImport(run, begun);
  const ended = await finishMoves(run, plan.aside);
  const { troubles, failures } = await adoptAll(run, taken, {
    mode: plan.mode,
    global: isFirst ? 'first' : 'never',
  });
  const placed = labels.find((version) => installedToolchain(run.layout, version) !== undefined);
  if (isFirst && placed !== labels[0]) await keepImport(run, { ...record, global: placed?.label ?? null });
  const chosen = await takeChoices(run, plan);
  for (const cwd of askingDirectories(run, plan.projects)) await rememberProject({ ...run, cwd });
  return { ...chosen, failures: [...ended, ...failures, ...chosen.failures], troubles };
}

/** The first toolchain of an empty store becomes the global version: a person expects the newest release there. */
function newestReleaseFirst(taken: readonly TakenTree[]): readonly TakenTree[] {
  const rank = ({ judgement: { version } }: TakenTree): number => (isPrerelease(version) ? 1 : 0);
  return taken.toSorted(
    (a, b) => rank(a) - rank(b) || compareVersions(b.judgement.version, a.judgement.version),
  );
}

async function recordOf(
  run: Run,
  { mode, globals, projects }: ImportPlan,
  taken: readonly TakenTree[],
): Promise<ImportRecord> {
  const pins = projects.flatMap((step) =>
    step.kind === 'write' ? [{ file: step.into, pin: step.pin }] : [],
  );
  const read = askingDirectories(run, projects);
  const asking = [...read, ...pins.map(({ file }) => dirname(file))];
  return {
    schema: 1,
    began: run.now().toISOString(),
    toolchains: taken.map(({ tree, judgement }) => ({
      release: judgement.version.label,
      source: tree.path,
      ...(mode === 'move' ? { moved: true } : {}),
    })),
    global: globals.taken?.pin ?? null,
    pins,
    projects: unknownOf(run, asking),
    unanswered: await unansweredOf(run, read),
  };
}

async function adoptAll(
  run: Run,
  taken: readonly TakenTree[],
  context: Omit<AdoptContext, 'copiers'>,
): Promise<Pick<TakenOver, 'troubles' | 'failures'>> {
  const troubles: TreeTrouble[] = [];
  const failures: GvError[] = [];
  if (taken.length === 0) return { troubles, failures };
  await using copiers = treeCopiers(run.signal);
  for (const step of taken) {
    const { path } = step.tree;
    let isGone = true;
    const failure = await failureOf(async () => {
      await adopt(run, step, { ...context, copiers });
      if (context.mode === 'move') isGone = await removeSource(run, step);
    });
    const isPlaced = installedToolchain(run.layout, step.judgement.version) !== undefined;
    if (failure !== undefined) failures.push(withCure(run, failure));
    if (failure !== undefined || !isGone)
      troubles.push({ path, isPlaced, why: failure?.message ?? 'changed meanwhile' });
  }
  return { troubles, failures };
}

async function removeSource(run: Run, { tree, judgement }: TakenTree): Promise<boolean> {
  const { path } = tree;
  const isGone = await removeMoved({ path, files: judgement.covered ?? [], signal: run.signal });
  if (!isGone) run.emit({ type: 'warning', text: `${path} changed meanwhile and stays` });
  return isGone;
}
