import { dirname } from 'node:path';
import { type Asking, keptBy } from '../../core/choice/askings.ts';
import type { ProjectStep } from '../../core/foreign/other-choice.ts';
import { failureOf, isDiskFailure } from '../../errors.ts';
import { pinIn } from '../../io/here/pin-files.ts';
import { installedToolchains } from '../../io/store/toolchains.ts';
import type { Run, World } from '../../world.ts';
import { knownAskings } from '../here/askings.ts';
import { knownProjects } from '../here/projects.ts';

/**
 * The directories whose pins are there before an import and that gv reads as they are: those of the plan, and the home, whose
 * `.tool-versions` is asdf's global version. What they ask for is needed as soon as gv answers there.
 */
export function askingDirectories({ home }: World, projects: readonly ProjectStep[]): readonly string[] {
  const own = home === undefined || pinIn(home) === undefined ? [] : [home];
  const read = projects.flatMap((step) => (step.kind === 'read' ? [dirname(step.file)] : []));
  return [...new Set([...own, ...read])];
}

/** Those of the directories that are no known projects yet; none where the list cannot be read, as nothing can be added to it then. */
export function unknownOf(world: World, directories: readonly string[]): readonly string[] {
  try {
    const known = knownProjects(world);
    return directories.filter((directory) => !known.includes(directory));
  } catch (error) {
    if (isDiskFailure(error)) return [];
    throw error;
  }
}

/**
 * The pins in those directories, those of known projects and gv's global version, as far as they ask for a toolchain that is not
 * there: an undo gives that state back. None where they cannot be read, so that an undo keeps more.
 */
export async function unansweredOf(run: Run, directories: readonly string[]): Promise<readonly Asking[]> {
  const read: Asking[] = directories.flatMap((directory) => pinIn(directory) ?? []);
  const failure = await failureOf(async () => {
    read.push(...(await knownAskings(run)));
  });
  if (failure !== undefined) return [];
  const versions = installedToolchains(run.layout).map(({ version }) => version);
  const kept = keptBy(read, versions);
  const answered = new Set(versions.flatMap(({ name }) => kept.get(name) ?? []));
  const asking = read.filter(({ file, asked }) => asked !== '' && !answered.has(file));
  return [...new Map(asking.map((each) => [each.file, each])).values()];
}
