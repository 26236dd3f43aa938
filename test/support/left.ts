import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { TestWorld } from './test-world.ts';

/** The rooms of a root that hold bytes which nobody runs: downloads, what was seen, mutexes. */
const INERT = ['root/cache/', 'root/trust/', 'root/locks/'];

/**
 * Everything but empty directories in the folder of a test, except `given` and what lies in those rooms: what an install that
 * was refused left in the stage, among the toolchains, or outside of all places of gv's.
 */
export async function leftIn(world: TestWorld, given: readonly string[] = []): Promise<readonly string[]> {
  const entries = await readdir(world.folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(world.folder, join(entry.parentPath, entry.name)))
    .filter((path) => !given.includes(path) && !INERT.some((room) => path.startsWith(room)))
    .toSorted();
}
