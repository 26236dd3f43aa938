import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isSystemError } from '../../errors.ts';
import { diskError } from './disk-error.ts';

/**
 * Bytes that a file or a tree takes on the disk, links not followed, a file with several names counted once; 0 for a
 * missing path. Fails with `permission` or `disk`.
 */
export function diskUse(path: string): number {
  let sum = 0;
  for (const bytes of weights(path)) sum += bytes;
  return sum;
}

/** Milliseconds for which counting may block the event loop. */
const TURN_MS = 4;

/** `diskUse` for the screen, which must answer keys meanwhile; undefined when `signal` ends it. Fails as `diskUse` does. */
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

/** The bytes of each entry of a tree. */
function* weights(root: string): Generator<number, void, undefined> {
  const seen = new Set<string>();
  const left = [root];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const at = path;
    const stat = ifThere(at, () => lstatSync(at));
    if (stat === undefined || isCounted(stat, seen)) continue;
    yield stat.blocks * BLOCK_BYTES;
    if (!stat.isDirectory()) continue;
    for (const name of ifThere(at, () => readdirSync(at)) ?? []) left.push(join(at, name));
  }
}

/** The unit of `st_blocks`, on every filesystem (stat(2)). */
const BLOCK_BYTES = 512;

function isCounted(stat: Stats, seen: Set<string>): boolean {
  if (stat.isDirectory() || stat.nlink === 1) return false;
  const id = `${stat.dev}:${stat.ino}`;
  if (seen.has(id)) return true;
  seen.add(id);
  return false;
}

/** Gives undefined for an entry that is gone: another gv may remove files at the same time. */
function ifThere<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw diskError(error, path);
  }
}
