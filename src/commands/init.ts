import { runLauncher } from '../io/launcher.ts';
import type { World } from '../world.ts';
import type { Input } from './spec.ts';

/** Reached only without the launcher, which prints this without Node. */
export async function run(world: World, { args }: Input): Promise<number> {
  return runLauncher(world, ['init', ...args]);
}
