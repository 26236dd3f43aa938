import { resolve } from 'node:path';
import { GvError } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The current directory, for work that needs one. Fails with `disk` where it was deleted. */
export function directoryHere({ cwd }: Pick<World, 'cwd'>): string {
  if (cwd !== '') return cwd;
  throw new GvError('disk', 'the current directory does not exist any more', {
    hint: 'Change to a directory that exists, e.g. cd ~',
  });
}

/** A path that the person named, made absolute. Fails with `disk` for a relative one where the current directory was deleted. */
export function pathFrom(world: Pick<World, 'cwd'>, path: string): string {
  return path.startsWith('/') ? resolve(path) : resolve(directoryHere(world), path);
}
