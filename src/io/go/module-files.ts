import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { floorOf, parseFloor, type FloorLine } from '../../core/go/floors.ts';
import { LIMITS } from '../../core/limits.ts';
import { compareText, type GoVersion } from '../../core/version.ts';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { readSmall } from '../disk/read.ts';
import { realPath } from '../host/search-path.ts';
import { goValuesOf } from './go-settings.ts';

export interface DirectoryFloor {
  readonly floor: FloorLine;
  readonly file: string;
}

/**
 * The floor of a directory, found as the go command does: the nearest go.work wins over any go.mod; GOWORK names another
 * file or is `off`; with GO111MODULE=off no file counts. Both may come from `go env -w`.
 */
export function directoryFloor(world: World, directory: string): DirectoryFloor | undefined {
  const read = goValuesOf(world, undefined);
  const setting = (name: string): string => read(name).value;
  const found = moduleFile({ directory, setting, temporary: temporaryDirectory(world) });
  const floor = found === undefined ? undefined : floorOf(parseFloor(found.text));
  return found === undefined || floor === undefined ? undefined : { floor, file: found.path };
}

export interface ModuleFile {
  readonly path: string;
  readonly text: string;
}

export interface ModuleSearch {
  readonly directory: string;
  /** Gives a go setting: GO111MODULE and GOWORK are asked for. */
  readonly setting: (name: string) => string;
  /** A go.mod in this very directory does not count (golang.org/issue/26708). */
  readonly temporary: string;
  /** The go that reads; undefined where that is not known. */
  readonly reader?: GoVersion | undefined;
}

/**
 * The file whose lines the go command reads at its start: the nearest go.work (GOWORK names another or is `off`), else the
 * nearest go.mod; undefined where modules are off. Fails with `bad-config` for a GOWORK that is not absolute or names a
 * directory, with `permission` or `disk` for a file that cannot be read, which ends the go command too.
 */
export function moduleFile(search: ModuleSearch): ModuleFile | undefined {
  if (!modulesOn(search)) return undefined;
  const path = workFile(search) ?? nearestModule(search);
  if (path === undefined) return undefined;
  const text = isFile(path) ? readSmall(path, LIMITS.moduleFileBytes) : '';
  return text === undefined ? undefined : { path, text };
}

/** Whether the go command uses modules here: GO111MODULE, which is `auto` for where there is a go.mod, from Go 1.27 on a go.work too. */
export function modulesOn(search: ModuleSearch): boolean {
  const mode = search.setting('GO111MODULE');
  if (mode !== 'auto') return mode === '' || mode === 'on';
  const countsWork = search.reader !== undefined && compareText(search.reader, '1.27rc1') >= 0;
  return nearestModule(search) !== undefined || (countsWork && namesWork(search));
}

/** True for a GOWORK that ends the go command wherever that one looks it up (cmd/go/internal/modload, FindGoWork). */
export function isRefusedGowork(asked: string): boolean {
  return !['', 'auto', 'off'].includes(asked) && !isAbsolute(asked);
}

/** A file that GOWORK names counts before it is there. */
function namesWork(search: ModuleSearch): boolean {
  return workFile(search) !== undefined || isAbsolute(search.setting('GOWORK'));
}

/** Where os.TempDir of Go points. */
export function temporaryDirectory(world: World): string {
  return world.env['TMPDIR'] || '/tmp';
}

/** The path of the go.work that counts; undefined where none does. Fails with `bad-config` as `moduleFile` does. */
export function workFile({ directory, setting }: ModuleSearch): string | undefined {
  const asked = setting('GOWORK');
  if (asked === 'off') return undefined;
  if (asked === '' || asked === 'auto') return nearest(directory, 'go.work');
  const kind = isAbsolute(asked) ? kindOf(asked) : 'relative';
  // `go work init` is about to write a file that is absent.
  if (kind === 'absent') return undefined;
  if (kind === 'file' || kind === 'other') return asked;
  const fault = kind === 'directory' ? `${asked} is a directory` : 'not an absolute path';
  throw new GvError('bad-config', `invalid GOWORK: ${fault}`, {
    hint: 'unset GOWORK; where go env -w wrote it, go env -u GOWORK',
  });
}

/** The path of the nearest go.mod; undefined without. */
export function nearestModule({ directory, temporary }: ModuleSearch): string | undefined {
  const path = nearest(directory, 'go.mod');
  return path === undefined || realPath(dirname(path)) === realPath(temporary) ? undefined : path;
}

function nearest(directory: string, name: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const path = join(at, name);
    if (isFile(path)) return path;
    if (at === dirname(at)) return undefined;
  }
}

/** Takes regular files only. The go command takes everything but directories, and hangs on a FIFO. */
function isFile(path: string): boolean {
  return kindOf(path) === 'file';
}

function kindOf(path: string): 'absent' | 'file' | 'directory' | 'other' {
  try {
    const stat = statSync(path);
    if (stat.isFile()) return 'file';
    return stat.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG')) return 'absent';
    throw error;
  }
}
