import type { Mount } from '../../core/machine/mounts.ts';
import { hasCode, isDiskFailure } from '../../errors.ts';
import { realPlace } from '../../io/host/search-path.ts';
import { placeFacts } from '../../io/machine/place-facts.ts';
import { FILE_BYTES, MOST_FILES, probePlace } from '../../io/machine/place-probe.ts';
import type { Deadline } from '../net/context.ts';
import type { Filesystem, LookedPlace, NamedPlace } from './context.ts';

export interface FilesystemsRequest {
  readonly mounts: readonly Mount[];
  /** False with `--no-probe`: nothing is written. */
  readonly probes: boolean;
  readonly deadline: Deadline;
}

/** The places by their filesystems, each of which is measured once. Fails with `interrupted`. */
export async function filesystemsOf(
  named: readonly NamedPlace[],
  request: FilesystemsRequest,
): Promise<readonly Filesystem[]> {
  const looked = named.map((place) => ({
    ...place,
    facts: placeFacts(realPlace(place.path), request.mounts),
  }));
  const groups = Map.groupBy(looked, ({ facts }) => facts.filesystem);
  const found: Filesystem[] = [];
  for (const places of groups.values()) found.push(await filesystem(places, request));
  return found;
}

/** A probe of 0.8 s does not begin so near the end. */
const LEAST_MS = 1_000;
export const TIME_IS_UP = 'the time was up';

async function filesystem(
  places: readonly LookedPlace[],
  { probes, deadline }: FilesystemsRequest,
): Promise<Filesystem> {
  const place = places.find(({ facts }) => facts.refused === undefined) ?? places[0];
  if (place === undefined) throw new Error('a filesystem without a place');
  const { facts } = place;
  const without = (why: string): Filesystem => ({ places, facts, measured: undefined, why });
  if (!probes) return without('--no-probe');
  if (facts.refused !== undefined) return without(`nothing can be written there (${facts.refused})`);
  if (deadline.left() < LEAST_MS) return without(TIME_IS_UP);
  const mostFiles = affordable(facts);
  if (mostFiles === 0) return without('too little is free to measure with');
  try {
    const measured = await probePlace(facts.directory, { mostFiles, signal: deadline.signal });
    return { places, facts, measured, why: undefined };
  } catch (error) {
    if (hasCode(error, 'interrupted') && deadline.left() === 0) return without(TIME_IS_UP);
    if (hasCode(error, 'disk-full')) return without('nothing is free there');
    if (isDiskFailure(error)) return without(error.message);
    throw error;
  }
}

/** A probe takes at most a quarter of what is free: other programs write at the same time. */
const SHARE = 0.25;

function affordable({ freeBytes, freeInodes }: LookedPlace['facts']): number {
  const byBytes = freeBytes === undefined ? MOST_FILES : (freeBytes * SHARE) / FILE_BYTES;
  const byInodes = freeInodes === undefined ? MOST_FILES : freeInodes * SHARE;
  return Math.floor(Math.min(MOST_FILES, byBytes, byInodes));
}
