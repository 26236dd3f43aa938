import { randomUUID } from 'node:crypto';
import { constants, closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { GvError, isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { diskError } from '../disk/disk-error.ts';

/** The files through which a step of GitHub Actions speaks to later steps. */
export interface GithubFiles {
  readonly path: string;
  readonly env: string;
}

/** The files of the step that gv runs in. Fails with `usage` where it runs in none. */
export function githubFiles(env: World['env']): GithubFiles {
  const [path, variables] = [env['GITHUB_PATH'] ?? '', env['GITHUB_ENV'] ?? ''];
  if (isAbsolute(path) && isAbsolute(variables)) return { path, env: variables };
  throw new GvError(
    'usage',
    '--github is for a step of GitHub Actions, which sets GITHUB_PATH and GITHUB_ENV',
    {
      hint: 'Elsewhere: eval "$(gv env)"',
    },
  );
}

/** The directories and variables for later steps. */
export interface GithubSettings {
  /** First one first. */
  readonly directories: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/**
 * Appends to the files of GITHUB_PATH and GITHUB_ENV. The runner puts each later line before the earlier ones, so the
 * directories are written last one first. Values stand between delimiters that cannot be guessed, so that a line feed in a
 * value begins no second variable. Fails with `usage` for a directory with a line end in it, with `disk` also for a file that is not there, `permission`.
 */
export function appendGithub(files: GithubFiles, { directories, variables }: GithubSettings): void {
  const broken = directories.find((directory) => /[\r\n]/.test(directory));
  if (broken !== undefined) {
    throw new GvError('usage', `${broken} cannot stand in GITHUB_PATH: it has a line end in its name`, {
      hint: 'Set GV_ROOT to another directory and run install.sh again.',
    });
  }
  append(
    { path: files.path, name: 'GITHUB_PATH' },
    directories
      .toReversed()
      .map((directory) => `${directory}\n`)
      .join(''),
  );
  append(
    { path: files.env, name: 'GITHUB_ENV' },
    variables.map(([name, value]) => assignment(name, value)).join(''),
  );
}

/** Appends Markdown to the summary of a step, the file of GITHUB_STEP_SUMMARY. Fails with `disk`, `permission`. */
export function appendSummary(path: string, markdown: string): void {
  append({ path, name: 'GITHUB_STEP_SUMMARY' }, markdown);
}

function assignment(name: string, value: string): string {
  const delimiter = `gv_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** Appends to a file that the runner made; a link, a device or a missing file is refused. */
function append({ path, name }: { readonly path: string; readonly name: string }, text: string): void {
  if (text === '') return;
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new GvError('disk', `${path} is not a regular file`);
    const separator = stat.size > 0 && !endsInLine(fd, stat.size) ? '\n' : '';
    writeSync(fd, `${separator}${text}`);
  } catch (error) {
    if (error instanceof GvError) throw error;
    if (isSystemError(error, 'ENOENT')) {
      throw new GvError('disk', `${path}, the file of ${name}, does not exist`, {
        hint: 'The runner makes it for each step. Elsewhere: eval "$(gv env)"',
        cause: error,
      });
    }
    if (isSystemError(error, 'ELOOP')) throw new GvError('disk', `${path} is a link`, { cause: error });
    throw diskError(error, path);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function endsInLine(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}
