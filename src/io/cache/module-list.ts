import { createHash } from 'node:crypto';
import { isRecord, parseJson } from '../../core/json.ts';
import { hasCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import { readSmall } from '../disk/read.ts';
import { cacheFile } from '../disk/write.ts';
import type { GoSettings } from '../go/go-settings.ts';

/** The versions that module proxies listed, and when they were asked. */
export interface CachedList {
  /** Module versions, `v0.0.1-go1.22.5.linux-amd64`. */
  readonly versions: readonly string[];
  readonly fetchedAt: Date;
}

/** Eight MB of list, in JSON. */
const CACHE_BYTES = 16 * 1024 * 1024;

/** The kept list of these module proxies; undefined when none is kept, or the kept one belongs to another GOPROXY. */
export function readModuleList(world: World, settings: GoSettings): CachedList | undefined {
  const value = parseJson(readKept(world));
  if (!isRecord(value) || value['of'] !== proxiesKey(settings) || !Array.isArray(value['versions']))
    return undefined;
  const fetchedAt = new Date(typeof value['fetchedAt'] === 'string' ? value['fetchedAt'] : Number.NaN);
  const listed: readonly unknown[] = value['versions'];
  const versions = listed.filter((version) => typeof version === 'string');
  return Number.isNaN(fetchedAt.getTime()) ? undefined : { versions, fetchedAt };
}

/** Keeps a list, where that can be done. */
export async function writeModuleList(
  world: World,
  settings: GoSettings,
  versions: readonly string[],
): Promise<void> {
  const kept = { of: proxiesKey(settings), fetchedAt: world.now().toISOString(), versions };
  await cacheFile(world.layout.moduleList, `${JSON.stringify(kept)}\n`);
}

/** Names the proxies of Go's settings. Addresses may hold credentials, which are not written down. */
export function proxiesKey({ proxies }: GoSettings): string {
  const places = proxies.map((entry) => (entry.kind === 'url' ? entry.url.href : entry.kind));
  return createHash('sha256').update(JSON.stringify(places)).digest('hex');
}

function readKept(world: World): string {
  try {
    return readSmall(world.layout.moduleList, CACHE_BYTES) ?? '';
  } catch (error) {
    if (hasCode(error, 'disk')) return '';
    throw error;
  }
}
