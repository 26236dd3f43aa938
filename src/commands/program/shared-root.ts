import { isInside } from '../../core/layout.ts';
import { ownRootCommand } from '../../core/own/own-root.ts';
import { GvError } from '../../errors.ts';
import { ownerOf } from '../../io/disk/access.ts';
import type { World } from '../../world.ts';
import { commandNamed } from '../table.ts';
import { quoted } from './own-line.ts';

/** Says what a user may do about a refusal in a root of another account. Other refusals stay as they are. */
export function sharedRoot(world: World, error: GvError, argv: readonly string[]): GvError {
  const { root } = world.layout;
  const { path } = error;
  if (path === undefined || !(path === root || isInside(root, path))) return error;
  return new GvError('permission', `${root} belongs to ${ownerOf(root)}, and ${error.message}`, {
    hint: hintFor(world, argv),
    cause: error,
  });
}

/** Removing gv itself is no wish of one user: the hint is about that user's own shell. */
function hintFor({ layout }: World, argv: readonly string[]): string {
  const own = `For a gv of your own: ${ownRootCommand(layout, [])}`;
  if (argv.some((word) => commandNamed(word)?.name === 'self-uninstall'))
    return `For yourself alone, remove the line of gv from your shell's start-up file. ${own}`;
  return `Ask its administrator to run: ${['gv', ...argv.map(quoted)].join(' ')}. ${own}`;
}
