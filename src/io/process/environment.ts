import { delimiter, isAbsolute } from 'node:path';
import type { World } from '../../world.ts';

/** What the launcher puts before the names of the variables that gv's own Node does not get (shims/posix/node.sh). */
const KEPT = '__GV_KEPT_';

/**
 * The environment as the person's shell has it, for a program of the person's own: the variables of Node and OpenSSL that
 * the launcher took out are in it again.
 */
export function personEnvironment(env: World['env']): World['env'] {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name.startsWith(KEPT) ? name.slice(KEPT.length) : name,
      value,
    ]),
  );
}

/** PATH without its relative entries, which would run what lies in the current directory; Go refuses that too (os/exec, ErrDot). */
export function absolutePath(env: World['env']): string {
  const entries = (env['PATH'] ?? '').split(delimiter);
  return entries.filter((entry) => isAbsolute(entry)).join(delimiter);
}
