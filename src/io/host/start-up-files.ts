import { basename, isAbsolute, join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
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
  const { home, env } = world;
  if (home === undefined) return [];
  const at = (...names: readonly string[]): readonly string[] => names.map((name) => join(home, name));
  switch (basename(env['SHELL'] ?? '')) {
    case 'bash':
      return at('.bashrc', '.bash_aliases', '.bash_profile', '.bash_login', '.profile');
    case 'zsh': {
      const directory = env['ZDOTDIR'] ?? '';
      const zsh = directory === '' ? home : directory;
      return ['.zshenv', '.zprofile', '.zshrc', '.zlogin'].map((name) => join(zsh, name));
    }
    case 'fish':
      return fishFiles(home, env['XDG_CONFIG_HOME'] ?? '');
    default:
      return at('.profile');
  }
}

function fishFiles(home: string, config: string): readonly string[] {
  const fish = join(isAbsolute(config) ? config : join(home, '.config'), 'fish');
  const more = namesSafely(join(fish, 'conf.d')).filter((name) => name.endsWith('.fish'));
  return [
    join(fish, 'config.fish'),
    ...more.map((name) => join(fish, 'conf.d', name)),
    join(fish, 'functions', 'go.fish'),
  ];
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
