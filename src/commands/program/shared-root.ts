import { isInside } from '../../core/layout.ts';
import { GvError } from '../../errors.ts';
import { ownerOf } from '../../io/disk/access.ts';
import type { World } from '../../world.ts';
import { commandLine } from './own-line.ts';

/** Adds a hint for the administrator to a refusal in a root of another account. Other refusals stay as they are. */
export function sharedRoot(world: World, error: GvError, argv: readonly string[]): GvError {
  const { root } = world.layout;
  const { path } = error;
  if (path === undefined || !(path === root || isInside(root, path))) return error;
  return new GvError('permission', `${root} belongs to ${ownerOf(root)}, and ${error.message}`, {
    hint: `Ask its administrator to run: ${commandLine(argv)}. Or set up a gv of your own: GV_ROOT="$HOME/.gv" sh install.sh`,
    cause: error,
  });
}
