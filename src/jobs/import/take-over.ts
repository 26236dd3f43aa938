import { dirname } from 'node:path';
import type { TakenTree, TreeTrouble } from '../../core/foreign/import-plan.ts';
import { type ImportRecord, isAdding } from '../../core/foreign/import-record.ts';
import { failureOfPart, type GvError } from '../../errors.ts';
import { treeCopiers } from '../../io/foreign/copy-covered.ts';
import { type MoveEnd, removeMoved } from '../../io/foreign/remove-moved.ts';
import { installedToolchain } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { rememberProject } from '../here/projects.ts';
import { adopt, type AdoptContext } from './adopt.ts';
import { askingDirectories, unansweredOf, unknownOf } from './asking-directories.ts';
import { type Chosen, takeChoices } from './choices.ts';
import { withCure } from './cure.ts';
import { finishMoves } from './left-aside.ts';
import { type ImportPlan, releasesFirst } from './plan.ts';
import { keepImport } from './record.ts';

/** An import as it was done. */
export interface TakenOver extends Chosen, Pick<ImportPlan, 'first' | 'aside'> {
  readonly troubles: readonly TreeTrouble[];
}

/**
 * Does what a plan says: ends moves that were cut short, copies the trees, then writes the global version and the pins. What is about
 * to be added is recorded before, for `gv import --undo`. What one tree or choice fails with, a full disk too, keeps no other from
 * being taken, and is among the failures. Fails as `keepImport` does before anything is done, and with `interrupted`.
 */
export async function takeOver(run: Run, plan: ImportPlan): Promise<TakenOver> {
  const taken = releasesFirst(plan.steps);
  const record = await recordOf(run, plan, taken);
  // A run that only ends the moves of the one before leaves that one to be taken back.
  if (isAdding(record)) await keepImport(run, record);
  const ended = await finishMoves(run, plan.aside);
  const { troubles, failures } = await adoptAll(run, taken, {
    mode: plan.mode,
    global: plan.first === undefined ? 'never' : 'first',
  });
  const late: GvError[] = [];
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    const failure = await failureOfPart(work);
    if (failure !== undefined) late.push(failure);
  };
  const first = plan.first === undefined ? undefined : firstPlaced(run, taken);
  if (first !== plan.first) await step(() => keepImport(run, { ...record, global: first ?? null }));
  const chosen = await takeChoices(run, plan);
  for (const cwd of askingDirectories(run, plan.projects)) await step(() => rememberProject({ ...run, cwd }));
  return {
    ...chosen,
    first,
    aside: ended.aside,
    failures: [...ended.failures, ...failures, ...chosen.failures, ...late],
    troubles,
  };
}

/** The first of the releases that is here by now. */
function firstPlaced({ layout }: Run, taken: readonly TakenTree[]): string | undefined {
  return taken
    .map(({ judgement }) => judgement.version)
    .find((version) => installedToolchain(layout, version) !== undefined)?.label;
}

async function recordOf(
  run: Run,
  { mode, globals, first, projects }: ImportPlan,
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
    global: globals.taken?.pin ?? first ?? null,
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
    let end: MoveEnd = { kind: 'gone' };
    const failed = await failureOfPart(async () => {
      await adopt(run, step, { ...context, copiers });
      if (context.mode === 'move') end = await removeSource(run, step);
    });
    const trouble = troubleOf(end, failed);
    if (trouble === undefined) continue;
    const { failure, why, rest } = trouble;
    if (failure !== undefined) failures.push(withCure(run, failure));
    const isPlaced = installedToolchain(run.layout, step.judgement.version) !== undefined;
    troubles.push({ path, isPlaced, why, ...(rest !== undefined && { rest }) });
  }
  return { troubles, failures };
}

interface Trouble extends Pick<TreeTrouble, 'why' | 'rest'> {
  readonly failure?: GvError;
}

function troubleOf(end: MoveEnd, failed: GvError | undefined): Trouble | undefined {
  if (failed !== undefined) return { failure: failed, why: failed.message };
  if (end.kind === 'rest') return { failure: end.failure, why: end.failure.message, rest: end.path };
  return end.kind === 'more' ? { why: 'changed meanwhile' } : undefined;
}

async function removeSource(run: Run, { tree, judgement }: TakenTree): Promise<MoveEnd> {
  const { path } = tree;
  const end = await removeMoved({ path, files: judgement.covered ?? [], signal: run.signal });
  if (end.kind === 'more') run.emit({ type: 'warning', text: `${path} changed meanwhile and stays` });
  return end;
}
