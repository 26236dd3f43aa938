import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';

type Env = World['env'];

/** The absolute directories of PATH, in order. What is relative, as the empty entry is, leads into the current directory, which may be anybody's project. */
function directories(env: Env): readonly string[] {
  return (env['PATH'] ?? '').split(delimiter).filter((entry) => isAbsolute(entry));
}

/**
 * The program that gv runs under a name: the first in an absolute directory of PATH; undefined where there is none. Go
 * refuses a hit through a relative entry likewise (os/exec, ErrDot), but looks no further; gv's own helpers lie further on.
 */
export function programOnPath({ env }: Pick<World, 'env'>, name: string): string | undefined {
  return directories(env)
    .map((directory) => join(directory, name))
    .find((path) => isExecutable(path));
}

/** Where every system has its programs. Without any PATH a shell would look where it likes, bash in the current directory too. */
const SYSTEM_PATH = '/usr/bin:/bin';

/** The environment for a program of gv's choice: what that one runs by name comes from absolute directories too. */
export function programEnv(env: Env): Env {
  return { ...env, PATH: directories(env).join(delimiter) || SYSTEM_PATH };
}

/** True for a file, links followed, that this process may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return false;
    throw error;
  }
}
