import { resolve } from 'node:path';
import { LOST, namelessFailure } from '../../core/text/nameless.ts';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { isDirectory } from '../disk/access.ts';
import { entryKind } from '../disk/read.ts';

/** The current directory, for work that needs one. Fails with `disk` where it was deleted. */
export function directoryHere({ cwd }: Pick<World, 'cwd'>): string {
  if (cwd !== '') return cwd;
  throw new GvError('disk', 'the current directory does not exist any more', {
    hint: 'Change to a directory that exists, e.g. cd ~',
  });
}

/**
 * A path that the person named, made absolute. Fails with `disk` for a name that is no UTF-8, because another entry may have
 * what is left of it, and for a relative path where the current directory was deleted.
 */
export function pathFrom(world: Pick<World, 'cwd'>, path: string): string {
  if (path.includes(LOST)) throw namelessFailure(path);
  return path.startsWith('/') ? resolve(path) : resolve(directoryHere(world), path);
}

/** A directory that the person named, links followed, by its absolute path. Fails with `disk` and the hint for any other path. */
export function directoryFrom(world: Pick<World, 'cwd'>, named: string, hint: string): string {
  const path = pathFrom(world, named);
  if (isDirectory(path)) return path;
  const text = entryKind(path) === 'absent' ? `there is no directory ${path}` : `${path} is not a directory`;
  throw new GvError('disk', text, { hint, path });
}
