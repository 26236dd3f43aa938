import { delimiter, isAbsolute, join } from 'node:path';
import type { World } from '../../world.ts';
import { isExecutable } from '../disk/access.ts';

type Env = World['env'];

/** The absolute directories of PATH, in order. A relative entry, and the empty one, lead into the current directory, which may be a hostile project. */
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

/** Where every system has its programs. Without a PATH, a shell looks in places of its own, bash in the current directory too. */
const SYSTEM_PATH = '/usr/bin:/bin';

/** The environment for a program that gv starts: that program, too, finds others in absolute directories only. */
export function programEnv(env: Env): Env {
  return { ...env, PATH: directories(env).join(delimiter) || SYSTEM_PATH };
}
