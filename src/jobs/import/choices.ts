import { dirname } from 'node:path';
import type { OtherChoice, OtherGlobals, ProjectStep } from '../../core/foreign/other-choice.ts';
import { failureOfPart, type GvError } from '../../errors.ts';
import { entryKind } from '../../io/disk/read.ts';
import { writePin } from '../../io/here/pin-files.ts';
import { globalFile } from '../../io/store/global-version.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run } from '../../world.ts';
import { rememberProject } from '../here/projects.ts';
import { writeGlobal } from '../here/use.ts';
import { notAmong } from './other-managers.ts';
import { answers } from './projects.ts';

/** The choices of other managers, as they were taken over or not. */
export interface Chosen {
  readonly globals: OtherGlobals;
  readonly projects: readonly ProjectStep[];
  readonly failures: readonly GvError[];
}

/** Writes the global version and the pins of a plan, as far as a toolchain that is here by now answers them. Fails with `interrupted`. */
export async function takeChoices(
  run: Run,
  { globals, projects }: Pick<Chosen, 'globals' | 'projects'>,
): Promise<Chosen> {
  const failures: GvError[] = [];
  const installed = installedToolchains(run.layout);
  /** Why a choice could not be written; undefined where it was. */
  const written = async (
    pin: string,
    file: string,
    write: () => Promise<unknown>,
  ): Promise<string | undefined> => {
    if (!answers(pin, installed)) return notAmong(pin);
    const failure = await failureOfPart(write);
    if (failure === undefined) return undefined;
    failures.push(failure);
    return entryKind(file) === 'absent' ? failure.message : undefined;
  };
  const fates: ProjectStep[] = [];
  const { taken, left } = globals;
  const why =
    taken === undefined
      ? undefined
      : await written(taken.pin, globalFile(run.layout), () => writeGlobal(run, taken.pin));
  for (const step of projects) {
    const kept =
      step.kind === 'write' ? await written(step.pin, step.into, () => writeInto(run, step)) : undefined;
    fates.push(kept === undefined ? step : { kind: 'stay', ...placeOf(step), why: kept });
  }
  const stays = taken === undefined || why === undefined ? [] : [{ ...placeOf(taken), why }];
  return {
    globals: why === undefined ? { ...globals, left } : { taken: undefined, left: [...stays, ...left] },
    projects: fates,
    failures,
  };
}

type Place = Pick<OtherChoice, 'by' | 'file' | 'line'>;

function placeOf(choice: Omit<Place, 'line'> & Partial<Place>): Place {
  return { by: choice.by, file: choice.file, line: choice.line ?? 0 };
}

async function writeInto(run: Run, { into, pin }: Extract<ProjectStep, { kind: 'write' }>): Promise<void> {
  const there = { ...run, cwd: dirname(into) };
  await writePin(there, pin);
  await rememberProject(there);
}
