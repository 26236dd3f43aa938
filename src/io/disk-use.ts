import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { diskError } from './disk-errors.ts';

/** Bytes that a tree takes on the disk, links not followed, a file with several names counted once. Fails with `permission` or `disk`. */
export function diskUse(path: string): number {
  let sum = 0;
  for (const bytes of weights(path)) sum += bytes;
  return sum;
}

/** Milliseconds that counting may hold up everything else at a time. */
const TURN_MS = 4;

/** The same for a screen that must answer keys meanwhile; undefined when `signal` ends it. Fails as `diskUse` does. */
export async function diskUseInTurns(path: string, signal: AbortSignal): Promise<number | undefined> {
  let sum = 0;
  let began = performance.now();
  for (const bytes of weights(path)) {
    sum += bytes;
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    if (signal.aborted) return undefined;
    began = performance.now();
  }
  return sum;
}

/** What each entry of a tree takes. */
function* weights(root: string): Generator<number, void, undefined> {
  const seen = new Set<string>();
  const left = [root];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const { dev, ino, nlink, blocks, isDirectory } = statOf(path);
    const id = `${dev}:${ino}`;
    if (!isDirectory && nlink > 1) {
      if (seen.has(id)) continue;
      seen.add(id);
    }
    yield blocks * 512;
    if (isDirectory) for (const name of namesOf(path)) left.push(join(path, name));
  }
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
