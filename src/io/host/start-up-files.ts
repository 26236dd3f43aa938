import { basename, isAbsolute, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { shellNamed, type StartUp } from '../../core/shells/shells.ts';
import { isDiskFailure } from '../../errors.ts';
import type { World } from '../../world.ts';
import { namesIn, readSmall } from '../disk/read.ts';

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
    textOf(file)
      .split('\n')
      .map((text, index) => ({ file, line: index + 1, text })),
  );
}

/** Where the user's shell looks when it starts; every file that gv's install.sh may write to is among them. */
export function startUpFiles(world: World): readonly string[] {
  const startUp = shellNamed(basename(world.env['SHELL'] ?? ''))?.startUp ?? shellNamed('sh').startUp;
  if (startUp === undefined || world.home === undefined) return [];
  const directory = directoryOf(startUp, world, world.home);
  return startUp.reads.flatMap((name) => {
    const [folder, pattern = ''] = name.split('*');
    if (folder === undefined || folder === name) return [join(directory, name)];
    const names = namesSafely(join(directory, folder)).filter((each) => each.endsWith(pattern));
    return names.map((each) => join(directory, folder, each));
  });
}

function directoryOf({ below }: StartUp, { env }: World, home: string): string {
  switch (below) {
    case 'home':
      return home;
    case 'zdotdir':
      return (env['ZDOTDIR'] ?? '') || home;
    case 'fish': {
      const config = env['XDG_CONFIG_HOME'] ?? '';
      return join(isAbsolute(config) ? config : join(home, '.config'), 'fish');
    }
  }
}

function namesSafely(directory: string): readonly string[] {
  try {
    return namesIn(directory);
  } catch (error) {
    if (isDiskFailure(error)) return [];
    throw error;
  }
}

function textOf(file: string): string {
  try {
    return readSmall(file, LIMITS.moduleFileBytes) ?? '';
  } catch (error) {
    if (isDiskFailure(error)) return '';
    throw error;
  }
}
