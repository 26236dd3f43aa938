import type { World } from '../../world.ts';

/** True when a person can be shown a screen: keys come in, and the cursor can be moved. */
export function hasScreen({ stdout, env }: World): boolean {
  return stdout.isTerminal && env['TERM'] !== 'dumb' && process.getBuiltinModule('node:tty').isatty(0);
}
