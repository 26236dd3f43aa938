import { parseTrace, type Resolution } from '../../core/choice/trace.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { keptText } from '../children/kept-output.ts';
import { shimFile } from '../process/program.ts';

/** A trace has a line for each place looked at; a trace that is cut has no verdict. */
const TRACE = { head: 1024 * 1024, tail: 0 };

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
  // Loaded here because node:child_process brings the network modules with it, and `gv list` rarely needs it.
  const { runBounded } = await import('../children/run-bounded.ts');
  const script = shimFile('resolve.sh');
  const { end, stdout, stderr } = await runBounded({
    program: '/bin/sh',
    args: [script, '--trace', world.layout.root, directory],
    env: world.env,
    group: 'shared',
    keep: TRACE,
  });
  const resolution = parseTrace(keptText(stdout));
  if (resolution !== undefined) return resolution;
  throw new GvError('failed', `the resolver ${script} gave no verdict`, {
    hint: 'Run sh install.sh again to repair gv.',
    cause: end.kind === 'not-started' ? end.cause : new Error(keptText(stderr)),
  });
}
