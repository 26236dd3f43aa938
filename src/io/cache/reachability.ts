import { createHash } from 'node:crypto';
import { isWithin } from '../../core/age.ts';
import { LIMITS } from '../../core/limits.ts';
import type { World } from '../../world.ts';
import { readSmall } from '../disk/read.ts';
import { cacheFile } from '../disk/write.ts';
import { HttpError } from '../http/http-error.ts';

/** True for failures to reach a host: no name, no connection, 5xx. */
export function isUnreachable(error: unknown): error is HttpError {
  return error instanceof HttpError && error.unreachable;
}

/** A digest of a host and the HTTP proxies on the way to it, under which gv remembers that the host was out of reach. */
export type Place = string;

/** The hosts of the release index and the archives. */
export function officialHosts(world: World): Place {
  return place('official', world.env['GV_DL_URL'] ?? '', world);
}

/** A module proxy, by its host. */
export function proxyHost(world: World, url: URL): Place {
  return place('proxy', `${url.protocol}//${url.host}`, world);
}

/** The checksum database, by the settings that say how to reach it. */
export function sumdbHosts(world: World): Place {
  const { GOPROXY = '', GOSUMDB = '' } = world.env;
  return place('sumdb', `${GOPROXY} ${GOSUMDB}`, world);
}

function place(kind: string, host: string, world: World): Place {
  const way = [kind, host, world.env['HTTPS_PROXY'] ?? '', world.env['HTTP_PROXY'] ?? ''];
  // Addresses may hold credentials, and the digest is written to disk.
  return createHash('sha256').update(JSON.stringify(way)).digest('hex').slice(0, 32);
}

/** Whether a place failed to answer a short while ago, so that gv does not wait for it twice. A time in the future does not count. */
export function wasUnreachable(world: World, where: Place): boolean {
  return remembered(world).has(where);
}

export async function noteUnreachable(world: World, where: Place): Promise<void> {
  await keep(world, new Map([...remembered(world), [where, world.now().toISOString()]]));
}

export async function forgetUnreachable(world: World, where: Place): Promise<void> {
  const known = new Map(remembered(world));
  if (known.delete(where)) await keep(world, known);
}

const LINE = /^([0-9a-f]{32}) (\S+)$/;

function remembered(world: World): ReadonlyMap<Place, string> {
  const lines = (readSmall(world.layout.unreachable) ?? '').split('\n');
  const fresh = lines.flatMap((line): [Place, string][] => {
    const [, where = '', time = ''] = LINE.exec(line) ?? [];
    return isWithin(new Date(time), world.now(), LIMITS.unreachableMs) ? [[where, time]] : [];
  });
  return new Map(fresh);
}

/** Two processes may overwrite each other's line; a later gv then waits once more. */
async function keep(world: World, places: ReadonlyMap<Place, string>): Promise<void> {
  const { unreachable } = world.layout;
  await cacheFile(unreachable, [...places].map(([where, time]) => `${where} ${time}\n`).join(''));
}
