import { isAbsolute } from 'node:path';
import { LIMITS } from '../limits.ts';

/**
 * The list of known projects: absolute directories, one a line, oldest first. Lines that gv would not have written are
 * passed over, as the list only ever makes gv keep more.
 */
export function parseProjects(text: string): readonly string[] {
  return [...new Set(text.split('\n').filter(isProjectPath))];
}

/** True for a path that can stand on a line: absolute, bounded, without control characters. */
export function isProjectPath(path: string): boolean {
  return isAbsolute(path) && path.length <= MAX_LENGTH && !/[\u0000-\u001f\u007f]/.test(path);
}

const MAX_LENGTH = 4096;

/** The list with `directory` as its newest entry, cut to the longest list that gv keeps. */
export function withProject(known: readonly string[], directory: string): readonly string[] {
  const all = [...known.filter((path) => path !== directory), directory].slice(-LIMITS.projects);
  let bytes = 0;
  const fits = all
    .toReversed()
    .filter((path) => (bytes += Buffer.byteLength(path) + 1) <= LIMITS.projectsBytes);
  return fits.toReversed();
}

export function projectsText(projects: readonly string[]): string {
  return projects.map((path) => `${path}\n`).join('');
}
