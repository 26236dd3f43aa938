import { runLauncher } from '../../io/process/launcher.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Reached only without the launcher, which replaces itself by the command: this hands over to it. */
export async function run(world: World, { args, options }: Input): Promise<number> {
  const exact = options.flag('exact') ? ['--exact'] : [];
  // What looks like an option here stood behind `--`.
  const end = args[0]?.startsWith('-') === true ? ['--'] : [];
  return runLauncher(world, ['exec', ...exact, ...end, ...args]);
}
