import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskError } from './disk-errors.ts';

/** Bytes that a tree takes on the disk, links not followed, a file with several names counted once. Fails with `permission` or `disk`. */
export function diskUse(path: string): number {
  const seen = new Set<string>();
  const measure = (at: string): number => {
    const { dev, ino, nlink, blocks, isDirectory } = statOf(at);
    if (!isDirectory && nlink > 1) {
      const id = `${dev}:${ino}`;
      if (seen.has(id)) return 0;
      seen.add(id);
    }
    const below = isDirectory ? namesOf(at).reduce((sum, name) => sum + measure(join(at, name)), 0) : 0;
    return blocks * 512 + below;
  };
  return measure(path);
}

interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly nlink: number;
  readonly blocks: number;
  readonly isDirectory: boolean;
}

function statOf(path: string): Stat {
  try {
    const stat = lstatSync(path);
    const { dev, ino, nlink, blocks } = stat;
    return { dev, ino, nlink, blocks, isDirectory: stat.isDirectory() };
  } catch (error) {
    throw diskError(error, path);
  }
}

function namesOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw diskError(error, path);
  }
}
