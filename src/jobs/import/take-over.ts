import { dirname } from 'node:path';
import type { TakenTree } from '../../core/foreign/import-plan.ts';
import { entryKind } from '../../io/disk/read.ts';
import { treeCopiers } from '../../io/foreign/copy-covered.ts';
import { removeMoved } from '../../io/foreign/remove-moved.ts';
import { writePin } from '../../io/here/pin-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { rememberProject } from '../here/projects.ts';
import { writeGlobal } from '../here/use.ts';
import { adopt, type AdoptContext } from './adopt.ts';
import type { ImportPlan } from './plan.ts';
import { keepImport } from './record.ts';

/**
 * Does what a plan says: copies the trees, then writes the global version and the pins. What is about to be added is recorded
 * before, for `gv import --undo`. Fails as `adopt`, `writeGlobal` and `writePin` do; what was done by then stays.
 */
export async function takeOver(run: Run, { steps, mode, global, projects }: ImportPlan): Promise<void> {
  const taken = steps.filter((step) => step.kind === 'take');
  const pins = projects.filter((step) => step.kind === 'write');
  const isFirst =
    global === undefined &&
    installedToolchains(run.layout).length === 0 &&
    entryKind(globalFile(run.layout)) === 'absent';
  await keepImport(run, {
    schema: 1,
    began: run.now().toISOString(),
    toolchains: taken.map(({ tree, judgement }) => ({
      release: judgement.version.label,
      source: tree.path,
      ...(mode === 'move' ? { moved: true } : {}),
    })),
    global: global?.pin ?? (isFirst ? (taken[0]?.judgement.version.label ?? null) : null),
    pins: pins.map(({ into, pin }) => ({ file: into, pin })),
  });
  await adoptAll(run, taken, { mode, global: isFirst ? 'first' : 'never' });
  if (global !== undefined) await writeGlobal(run, global.pin);
  for (const { into, pin } of pins) {
    const there = { ...run, cwd: dirname(into) };
    await writePin(there, pin);
    await rememberProject(there);
  }
}

async function adoptAll(
  run: Run,
  taken: readonly TakenTree[],
  context: Omit<AdoptContext, 'copiers'>,
): Promise<void> {
  if (taken.length === 0) return;
  await using copiers = treeCopiers(run.signal);
  for (const step of taken) {
    await adopt(run, step, { ...context, copiers });
    if (context.mode === 'move') await removeSource(run, step);
  }
}

async function removeSource(run: Run, { tree, judgement }: TakenTree): Promise<void> {
  const { path } = tree;
  const isGone = await removeMoved({ path, files: judgement.covered ?? [], signal: run.signal });
  if (isGone) return;
  run.emit({ type: 'warning', text: `${path} changed meanwhile and stays` });
}
