import { spawnSync } from 'node:child_process';
import type { World } from '../../world.ts';
import { programEnv, programOnPath } from './search-path.ts';

/** Whether this is a Mac with Apple's own processor, on which programs for amd64 run through Rosetta. Asked of sysctl(8), which answers so in a translated process too. */
export function isAppleSilicon(world: Pick<World, 'env'>): boolean {
  const program = programOnPath(world, 'sysctl');
  if (program === undefined) return false;
  const { stdout } = spawnSync(program, ['-n', 'hw.optional.arm64'], {
    env: programEnv(world.env),
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return stdout.trim() === '1';
}
