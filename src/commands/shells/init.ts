import { runLauncher } from '../../io/process/launcher.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Runs the launcher. Reached when gv was started without the launcher, or when an option comes before the shell's name. */
export async function run(world: World, { args, options }: Input): Promise<number> {
  return runLauncher(world, ['init', ...args, ...(options.flag('direct') ? ['--direct'] : [])]);
}
