import { join } from 'node:path';
import type { SettingsText } from '../../core/machine/machine-report.ts';
import { isWithin } from '../../core/machine/mounts.ts';
import { FIRST_LINE } from '../../core/machine/settings-files.ts';
import { GvError } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import { pathFrom } from '../../io/host/here.ts';
import { realPlace } from '../../io/host/search-path.ts';
import type { World } from '../../world.ts';

/** The directories that a system reads settings from. */
const IN_FORCE = ['/etc', '/usr', '/lib', '/run', '/proc', '/sys'];

/** A directory for the files of settings. Fails with `usage` for one that a system reads: gv applies nothing. */
export function settingsDirectory(world: World, directory: string): string {
  const path = pathFrom(world, directory);
  const real = realPlace(path);
  if (!IN_FORCE.some((each) => isWithin(each, real) || isWithin(realPlace(each), real))) return path;
  throw new GvError('usage', `${path} is read by the system, and gv puts no settings in force`, {
    hint: 'gv doctor machine --write ./settings',
  });
}

/** Writes the files of settings, and replaces none but its own. Fails with `usage` for a file of others, and as writing does. */
export async function writeSettings(directory: string, files: readonly SettingsText[]): Promise<void> {
  const paths = files.map((file) => ({ ...file, path: join(directory, file.name) }));
  for (const { path } of paths) {
    const before = readSmall(path);
    if (before === undefined || before.startsWith(FIRST_LINE)) continue;
    throw new GvError('usage', `${path} is there and is not gv's`, {
      hint: 'Name another directory, or move that file.',
      path,
    });
  }
  for (const { path, text } of paths) await writeFileAtomic(path, text);
}
