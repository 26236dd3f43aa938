import { isProjectPath, parseProjects, projectsText, withProject } from '../../core/choice/projects.ts';
import { LIMITS } from '../../core/limits.ts';
import { isUnwritten } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { pinIn, type PinFile } from '../../io/here/pin-files.ts';
import { readConfig } from '../../io/store/config-file.ts';
import { withProjectsMutex } from '../../io/store/mutexes.ts';
import type { Run, World } from '../../world.ts';

/**
 * Remembers the current directory when it pins a Go, unless the config key `projects` is off. A list that cannot be written is
 * not a failure, as the command has done its work by then.
 */
export async function rememberProject(run: Run): Promise<void> {
  const { cwd, layout } = run;
  if (pinIn(cwd) === undefined || !isProjectPath(cwd)) return;
  if (!(await readConfig(layout)).projects) return;
  await rewrite(run, 'remembering a project', (known) => withProject(known, cwd));
}

/** Forgets directories that were remembered. A list that cannot be written is no failure: it only makes gv keep more. */
export async function forgetProjects(run: Run, directories: readonly string[]): Promise<void> {
  await rewrite(run, 'forgetting projects', (known) => known.filter((path) => !directories.includes(path)));
}

/** Writes the list anew, without directories that have no pin any more. */
async function rewrite(
  run: Run,
  purpose: string,
  change: (known: readonly string[]) => readonly string[],
): Promise<void> {
  try {
    const before = knownProjects(run);
    if (change(before).join('\n') === before.join('\n')) return;
    await withProjectsMutex(run, purpose, async () => {
      const live = knownProjects(run).filter((directory) => pinIn(directory) !== undefined);
      await writeFileAtomic(run.layout.projects, projectsText(change(live)), OWNERS);
    });
  } catch (error) {
    if (isUnwritten(error)) return;
    throw error;
  }
}

/** Only the owner reads the list: the places of a user's projects are private. */
const OWNERS = 0o600;

/** The pins of the known projects; a project whose pin is gone is left out. */
export function projectPins(world: World): readonly PinFile[] {
  return knownProjects(world).flatMap((directory) => pinIn(directory) ?? []);
}

/** The remembered directories, oldest first. */
export function knownProjects(world: World): readonly string[] {
  // Twice the bound, as another program may have made the list longer.
  return parseProjects(readSmall(world.layout.projects, 2 * LIMITS.projectsBytes) ?? '');
}
