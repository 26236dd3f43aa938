import { LIMITS } from '../core/limits.ts';
import type { World } from '../world.ts';
import { removeFile, writeFileAtomic } from './files.ts';
import { HttpError } from './http-error.ts';
import { readSmall } from './read.ts';

/** True for failures that say nothing of what a host would have served: no name, no connection, 5xx. */
export function isUnreachable(error: unknown): error is HttpError {
  return error instanceof HttpError && error.unreachable;
}

/** Whether the official hosts failed to answer a short while ago, so that nobody waits for them twice. A time in the future counts for nothing. */
export function wasUnreachable(world: World): boolean {
  const [time = '', hosts = ''] = (readSmall(world.layout.unreachable) ?? '').split('\n');
  const age = world.now().getTime() - Date.parse(time);
  return hosts === hostsOf(world) && age >= 0 && age < LIMITS.unreachableMs;
}

export async function noteUnreachable(world: World): Promise<void> {
  await writeFileAtomic(world.layout.unreachable, `${world.now().toISOString()}\n${hostsOf(world)}\n`);
}

export async function forgetUnreachable(world: World): Promise<void> {
  await removeFile(world.layout.unreachable);
}

/** What is remembered of one server says nothing of another. */
function hostsOf(world: World): string {
  return JSON.stringify([world.env['GV_DL_URL'] ?? '', world.env['HTTPS_PROXY'] ?? '']);
}
