import { join } from 'node:path';
import { isDiskFailure } from '../../errors.ts';
import type { World } from '../../world.ts';
import { isExecutable } from '../disk/access.ts';
import { entryKind, readSmallBytes } from '../disk/read.ts';

/** A program of golang.org/dl has 6 MB in 2026. */
const LARGEST = 32 * 1024 * 1024;

/**
 * The directory in which a program of golang.org/dl expects its toolchain, where nothing was downloaded to it: the program then
 * ends with "not downloaded" (golang.org/dl/internal/version: Run). Undefined for any other program. Told by the path of its
 * main package, which the linker leaves in every Go program; nothing is run.
 */
export function emptyWrapper(world: World, program: string, name: string): string | undefined {
  const home = world.env['HOME'] ?? '';
  const sdk = join(home, 'sdk', name);
  if (home === '' || entryKind(join(sdk, '.unpacked-success')) !== 'absent') return undefined;
  return isExecutable(program) && holds(program, `path\tgolang.org/dl/${name}\n`) ? sdk : undefined;
}

function holds(program: string, text: string): boolean {
  try {
    return Buffer.from(readSmallBytes(program, LARGEST) ?? []).includes(text);
  } catch (error) {
    if (isDiskFailure(error)) return false;
    throw error;
  }
}
