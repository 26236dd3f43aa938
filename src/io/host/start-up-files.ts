import { userInfo } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { shellNamed, type StartUp } from '../../core/shells/shells.ts';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';
import { readSmallOrNothing, namesOrNothing } from '../disk/read.ts';

/** A line of a shell's start-up file. */
export interface StartUpLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** The lines of the start-up files of the user's shell (SHELL), as far as they are there. gv runs none of them. */
export function startUpLines(world: World): readonly StartUpLine[] {
  return startUpFiles(world).flatMap((file) =>
    (readSmallOrNothing(file, LIMITS.moduleFileBytes) ?? '')
      .split('\n')
      .map((text, index) => ({ file, line: index + 1, text })),
  );
}

/** Where the user's shell looks when it starts; every file that gv's install.sh may write to is among them. */
export function startUpFiles(world: World): readonly string[] {
  const startUp = shellNamed(basename(shellOf(world.env)))?.startUp ?? shellNamed('sh').startUp;
  if (startUp === undefined || world.home === undefined) return [];
  const directory = directoryOf(startUp, world, world.home);
  return startUp.reads.flatMap((name) => {
    const [folder, pattern = ''] = name.split('*');
    if (folder === undefined || folder === name) return [join(directory, name)];
    const names = namesOrNothing(join(directory, folder)).filter((each) => each.endsWith(pattern));
    return names.map((each) => join(directory, folder, each));
  });
}

/** The user's shell: SHELL, else that of the passwd entry, as in install.sh; empty where there is none. */
function shellOf(env: World['env']): string {
  if ((env['SHELL'] ?? '') !== '') return env['SHELL'] ?? '';
  try {
    return userInfo().shell ?? '';
  } catch (error) {
    if (isSystemError(error, 'ERR_SYSTEM_ERROR', 'ENOENT')) return '';
    throw error;
  }
}

const ZDOTDIR = /^[ \t]*(?:export[ \t]+|typeset[ \t]+-gx?[ \t]+)?ZDOTDIR=["']?([^"'#;\s]+)/m;

/**
 * The directory of zsh's start-up files: often set in .zshenv and not exported. zsh itself would know, and would run that file;
 * its usual forms are read instead. Undefined without one, and for other forms.
 */
function zdotdirIn(file: string, { env }: World, home: string): string | undefined {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const named = ZDOTDIR.exec(readSmallOrNothing(file, LIMITS.moduleFileBytes) ?? '')?.[1]
    ?.replace(
      /\$\{XDG_CONFIG_HOME:-[^}]*\}|\$\{?XDG_CONFIG_HOME\}?/,
      isAbsolute(config) ? config : join(home, '.config'),
    )
    .replace(/^~(?=\/)|\$HOME\b|\$\{HOME\}/, home);
  return named !== undefined && isAbsolute(named) && !named.includes('$') ? named : undefined;
}

function directoryOf({ below }: StartUp, world: World, home: string): string {
  const { env } = world;
  switch (below) {
    case 'home':
      return home;
    case 'zdotdir':
      return (env['ZDOTDIR'] ?? '') || (zdotdirIn(join(home, '.zshenv'), world, home) ?? home);
    case 'fish': {
      const config = env['XDG_CONFIG_HOME'] ?? '';
      return join(isAbsolute(config) ? config : join(home, '.config'), 'fish');
    }
  }
}
