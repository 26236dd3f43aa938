import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';

/** The directories of PATH in order, as they stand; an empty entry means the current directory. */
export function pathEntries(world: World): readonly string[] {
  const path = world.env['PATH'] ?? '';
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

/** True for a file, links followed, that this process may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error, ...NOTHING_THERE)) return false;
    throw error;
  }
}

/** A path without links; undefined when nothing is there. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (isSystemError(error, ...NOTHING_THERE)) return undefined;
    throw error;
  }
}

const NOTHING_THERE = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG'] as const;
