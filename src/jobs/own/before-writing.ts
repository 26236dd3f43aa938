import { dirname } from 'node:path';
import { GvError } from '../../errors.ts';
import { mayWrite, ownerOf } from '../../io/disk/access.ts';
import { checkFollowed } from '../../io/disk/followed.ts';
import type { World } from '../../world.ts';

export { tightenAndTell as tightenFirst } from './tighten.ts';

/**
 * Comes before every command that writes under GV_ROOT; `command` is its line, as the person typed it. Fails with `permission`
 * under sudo in a root that is not root's, and where a directory of gv is a link of another account.
 */
export function checkRoot(world: World, command: string): void {
  refuseSudo(world, command);
  for (const path of [...world.layout.directories, world.layout.config]) checkFollowed(path);
}

/**
 * sudo keeps HOME on many systems, so `sudo gv` reaches the caller's own gv, and would leave it files that the caller cannot
 * change. Root without sudo is the only account of many containers, and acts: see `heirOf` of io/disk/owner.ts.
 */
function refuseSudo({ env, layout }: World, command: string): void {
  if (process.geteuid?.() !== 0 || (env['SUDO_USER'] ?? '') === '') return;
  const owner = ownerOf(existing(layout.root));
  if (owner === 'root') return;
  throw new GvError('permission', `${layout.root} belongs to ${owner}, and this is root by sudo`, {
    hint: `Run it without sudo: ${command}`,
  });
}

/** The path, or the nearest directory above it that is there. */
function existing(path: string): string {
  return mayWrite(path) === 'absent' ? existing(dirname(path)) : path;
}
