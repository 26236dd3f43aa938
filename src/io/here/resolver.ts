import { parseTrace, type Resolution } from '../../core/choice/trace.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { shimFile } from '../process/program.ts';

/**
 * Asks shims/resolve.sh, the one implementation of the choice, which toolchain answers in a directory. The launcher may
 * have asked already and left the answer in the environment. Fails with `failed` when the script does not run.
 */
export async function resolveBase(world: World, directory: string): Promise<Resolution> {
  const known =
    world.env['__GV_TRACE_DIR'] === directory ? parseTrace(world.env['__GV_TRACE'] ?? '') : undefined;
  return known ?? (await runResolver(world, directory));
}

async function runResolver(world: World, directory: string): Promise<Resolution> {
  // Loaded here because it brings the network modules with it, and `gv list` rarely needs it.
  const { spawnSync } = await import('node:child_process');
  const script = shimFile('resolve.sh');
  const { stdout, stderr, error } = spawnSync('/bin/sh', [script, '--trace', world.layout.root, directory], {
    env: world.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const resolution = parseTrace(stdout);
  if (resolution !== undefined) return resolution;
  throw new GvError('failed', `the resolver ${script} gave no verdict`, {
    hint: 'Run sh install.sh again to repair gv.',
    cause: error ?? new Error(stderr),
  });
}
