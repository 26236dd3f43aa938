import { realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { isExecutable } from '../process/programs.ts';

/** The directories of PATH in order, as they stand; an empty entry means the current directory. */
export function pathEntries(world: World): readonly string[] {
  const path = world.env['PATH'] ?? '';
  return path === '' ? [] : path.split(delimiter);
}

/**
 * What the go command finds under a name on PATH (go: os/exec, LookPath). A hit through a relative entry ends the search
 * and is not run.
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

/** A path without links; undefined when nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}
