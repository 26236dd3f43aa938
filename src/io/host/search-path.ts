import { isUtf8 } from 'node:buffer';
import { realpathSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { isExecutable } from '../disk/access.ts';

/** The directories of PATH in order, as they stand; an empty entry means the current directory. */
export function pathEntries({ env }: Pick<World, 'env'>): readonly string[] {
  const path = env['PATH'] ?? '';
  return path === '' ? [] : path.split(delimiter);
}

/**
 * The file that the go command finds under a name on PATH (go: os/exec, LookPath). A hit through a relative entry ends the
 * search and is not run.
 */
export function lookPath(world: World, name: string): string | undefined {
  for (const entry of pathEntries(world)) {
    const path = join(entry === '' ? '.' : entry, name);
    if (isExecutable(isAbsolute(path) ? path : join(world.cwd, path))) {
      return isAbsolute(path) ? path : undefined;
    }
  }
  return undefined;
}

/**
 * The program that gv runs under a name: the first in an absolute directory of PATH; undefined where there is none. An entry
 * that is relative, as the empty one is, leads into the current directory, where a project may have a program of that name.
 * Go refuses a hit there likewise and ends its search (os/exec, ErrDot).
 */
export function programOnPath(world: Pick<World, 'env'>, name: string): string | undefined {
  return absoluteEntries(world)
    .map((directory) => join(directory, name))
    .find((path) => isExecutable(path));
}

/** The programs of every system. Without any PATH a shell has a default of its own, which in bash holds the current directory. */
const SYSTEM_PATH = '/usr/bin:/bin';

/** The environment for a program that gv starts: PATH has absolute directories only, for what that program starts by name. */
export function programEnv(env: World['env']): World['env'] {
  return { ...env, PATH: absoluteEntries({ env }).join(delimiter) || SYSTEM_PATH };
}

/** The absolute directories of PATH in order: a relative entry, and the empty one, lead into the current directory. */
export function absoluteEntries(world: Pick<World, 'env'>): readonly string[] {
  return pathEntries(world).filter((entry) => isAbsolute(entry));
}

/** A path without links; undefined when nothing is there, and where a link leads to a name that is no UTF-8. */
export function realPath(path: string): string | undefined {
  try {
    const real = realpathSync.native(path, 'buffer');
    return isUtf8(real) ? real.toString() : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}

/** A path without links, also one that is not there yet: the directories above it that are there are followed. */
export function realPlace(path: string): string {
  const real = realPath(path);
  const above = dirname(path);
  return real ?? (above === path ? path : join(realPlace(above), basename(path)));
}
