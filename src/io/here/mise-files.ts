import { dirname, join } from 'node:path';
import { miseGo } from '../../core/choice/mise-toml.ts';
import { readSmallOrNothing } from '../disk/read.ts';

/** A version for Go in a file of mise, which gv does not obey. */
export interface MiseChoice {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Not checked: any text. */
  readonly asked: string;
  /** The directory that the file is for. */
  readonly directory: string;
}

/** The files of one directory, the strongest first (mise.jdx.dev/configuration.html). */
const NAMES = [
  'mise.local.toml',
  '.mise.local.toml',
  'mise.toml',
  '.mise.toml',
  'mise/config.toml',
  '.mise/config.toml',
  '.config/mise.toml',
];

/** The choice of the nearest directory upward that has one; undefined where none has. */
export function miseChoice(directory: string): MiseChoice | undefined {
  for (let at = directory; ; at = dirname(at)) {
    for (const name of NAMES) {
      const file = join(at, name);
      const found = miseGo(readSmallOrNothing(file) ?? '');
      if (found !== undefined) return { file, directory: at, ...found };
    }
    if (at === dirname(at)) return undefined;
  }
}
