import { runLauncher } from '../../io/process/launcher.ts';
import type { World } from '../../world.ts';
import type { Input } from '../parts/spec.ts';

/** Runs the launcher, which replaces itself by the command. Reached only when gv was started without the launcher. */
export async function run(world: World, { args, options }: Input): Promise<number> {
  const exact = options.flag('exact') ? ['--exact'] : [];
  // An argument that looks like an option stood behind `--`.
  const end = args[0]?.startsWith('-') === true ? ['--'] : [];
  return runLauncher(world, ['exec', ...exact, ...end, ...args]);
}
