import { statSync } from 'node:fs';
import { endianness, homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { layoutOf, type UserPlaces } from '../../core/layout.ts';
import { platformOf } from '../../core/platform.ts';
import { LOST, namelessVariable } from '../../core/text/nameless.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { currentDirectory } from './current-directory.ts';
import { outputOn } from './output.ts';

/**
 * Finds GV_ROOT: the variable when set, else `~/.gv`.
 * Fails with `usage` when it is relative or when neither it nor a home directory is known.
 */
function rootOf(env: World['env'], home: string | undefined): string {
  const asked = env['GV_ROOT'];
  if (asked !== undefined && asked !== '') {
    if (isAbsolute(asked)) return resolve(asked);
    throw new GvError('usage', `GV_ROOT is not an absolute path: ${asked}`, {
      hint: 'Set GV_ROOT to an absolute path, e.g. export GV_ROOT="$HOME/.gv".',
    });
  }
  if (home === undefined) {
    throw new GvError('usage', 'neither GV_ROOT nor HOME is set, so gv does not know where it lives', {
      hint: 'Set GV_ROOT to an absolute path.',
    });
  }
  return join(home, '.gv');
}

/**
 * The person's own places where gv belongs to another account, for the global version, a cache and state: GV_USER_DIR,
 * else as the XDG base directory specification says. Undefined in a root that belongs to the person, and where no
 * variable names such a place. shims/user.sh finds the same version file.
 * Fails with `usage` when GV_USER_DIR is relative.
 */
function userPlacesOf(root: string, env: World['env']): UserPlaces | undefined {
  const owner = statSync(root, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner === process.geteuid?.()) return undefined;
  const own = env['GV_USER_DIR'] ?? '';
  if (own !== '' && !isAbsolute(own)) {
    throw new GvError('usage', `GV_USER_DIR is not an absolute path: ${own}`, {
      hint: 'Set GV_USER_DIR to an absolute path, or unset it.',
    });
  }
  if (own !== '')
    return { version: join(own, 'version'), cache: join(own, 'cache'), state: join(own, 'state') };
  const config = xdg(env, 'XDG_CONFIG_HOME', '.config');
  const cache = xdg(env, 'XDG_CACHE_HOME', '.cache');
  const state = xdg(env, 'XDG_STATE_HOME', join('.local', 'state'));
  if (config === undefined || cache === undefined || state === undefined) return undefined;
  return { version: join(config, 'gv', 'version'), cache: join(cache, 'gv'), state: join(state, 'gv') };
}

/** By the specification, relative paths are ignored. Only the variable HOME counts, as in the shell. */
function xdg(env: World['env'], name: string, otherwise: string): string | undefined {
  const [set = '', home = ''] = [env[name], env['HOME']];
  if (isAbsolute(set)) return set;
  return isAbsolute(home) ? join(home, otherwise) : undefined;
}

function homeOf(env: World['env']): string | undefined {
  const home = env['HOME'] ?? homeOfAccount();
  return isAbsolute(home) ? home : undefined;
}

/** The home of the passwd entry; empty where there is none, as for `docker run --user 4242`. */
function homeOfAccount(): string {
  try {
    return homedir();
  } catch (error) {
    if (isSystemError(error, 'ERR_SYSTEM_ERROR', 'ENOENT')) return '';
    throw error;
  }
}

/** The variables that name the directories that gv reads, and makes, its own and others' files in. */
const PLACES = [
  'GV_ROOT',
  'GV_USER_DIR',
  'HOME',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'ZDOTDIR',
];

/** Node gives U+FFFD for what is no UTF-8: gv would make another directory beside the one that is meant. Fails with `disk`. */
function checkPlaces(env: World['env']): void {
  for (const name of PLACES) {
    const value = env[name] ?? '';
    if (value.includes(LOST)) throw namelessVariable(name, value);
  }
}

/**
 * The world of this process. Fails with `usage` and `disk` where a variable names no place that gv can use, and with `disk` in a
 * directory whose name is no UTF-8: every command would speak of another directory.
 */
export function processWorld(signal: AbortSignal): World {
  const env = process.env;
  checkPlaces(env);
  const home = homeOf(env);
  const root = rootOf(env, home);
  return {
    env,
    cwd: currentDirectory(env),
    home,
    layout: layoutOf(root, userPlacesOf(root, env)),
    platform: platformOf({
      platform: process.platform,
      arch: process.arch,
      littleEndian: endianness() === 'LE',
    }),
    stdout: outputOn(1),
    stderr: outputOn(2),
    signal,
    now: () => new Date(),
  };
}
