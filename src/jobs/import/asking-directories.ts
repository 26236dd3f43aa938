import { dirname } from 'node:path';
import type { ProjectStep } from '../../core/foreign/other-choice.ts';
import { isDiskFailure } from '../../errors.ts';
import { pinIn } from '../../io/here/pin-files.ts';
import type { World } from '../../world.ts';
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
