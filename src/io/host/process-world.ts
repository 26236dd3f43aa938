import { statSync } from 'node:fs';
import { endianness, homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { layoutOf, type UserPlaces } from '../../core/layout.ts';
import { platformOf } from '../../core/platform.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
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

/** The world of this process. */
export function processWorld(signal: AbortSignal): World {
  const env = process.env;
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

function currentDirectory(env: World['env']): string {
  try {
    const physical = process.cwd();
    const logical = env['PWD'];
    return logical !== undefined && isAbsolute(logical) && isSame(logical, physical) ? logical : physical;
  } catch (error) {
    // Most commands need no directory. The shell half says the same to the resolver: a directory without a name has no pins.
    if (!isSystemError(error, 'ENOENT', 'EACCES')) throw error;
    // Node starts no worker thread in a directory that is gone.
    process.chdir('/');
    return '';
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
  return left !== undefined && left.ino === right?.ino && left.dev === right.dev;
}
