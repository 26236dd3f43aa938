import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { LOST, namelessHere } from '../../core/text/nameless.ts';
import { isSystemError } from '../../errors.ts';
import type { World } from '../../world.ts';

/**
 * The current directory: as the shell names it where PWD is right, and empty where it was deleted. Fails with `disk` where its
 * name is no UTF-8 and the shell did not go in by a link.
 */
export function currentDirectory(env: World['env']): string {
  try {
    const physical = process.cwd();
    const logical = env['PWD'];
    if (logical !== undefined && isAbsolute(logical) && isHere(logical)) return logical;
    // U+FFFD may also stand in the name itself, and then the name leads here.
    if (physical.includes(LOST) && !isHere(physical)) throw namelessHere(physical);
    return physical;
  } catch (error) {
    // Most commands need no directory. The shell half says the same to the resolver: a directory without a name has no pins.
    if (!isSystemError(error, 'ENOENT', 'EACCES')) throw error;
    // Node starts no worker thread in a directory that is gone.
    process.chdir('/');
    return '';
  }
}

function isHere(path: string): boolean {
  const [named, here] = [path, '.'].map((each) => statSync(each, { throwIfNoEntry: false }));
  return named !== undefined && named.ino === here?.ino && named.dev === here.dev;
}
