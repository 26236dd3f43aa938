import type { World } from '../../world.ts';

/** The launcher's prefix for the names of variables that gv's own Node does not get (shims/posix/node.sh). */
const KEPT = '__GV_KEPT_';

/**
 * The environment of the user's shell, for a program of the user's: the variables of Node and OpenSSL that the launcher took
 * out are in it again.
 */
export function personEnvironment(env: World['env']): World['env'] {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name.startsWith(KEPT) ? name.slice(KEPT.length) : name,
      value,
    ]),
  );
}
