import { isRecord, parseJson } from '../../core/json.ts';
import { indexBases } from '../../core/release/addresses.ts';
import type { SupportState } from '../../core/release/support.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { parseVersion, type Version } from '../../core/version.ts';
import { isDiskFailure, isUnwritten } from '../../errors.ts';
import { readSmall } from '../../io/disk/read.ts';
import { writeFileAtomic } from '../../io/disk/write.ts';
import type { World } from '../../world.ts';
import type { Offer } from './catalog.ts';

/** A list of releases, as far as the screen shows it. */
export interface Heard {
  readonly lines: readonly { readonly line: string; readonly state: SupportState }[];
  readonly releases: readonly HeardRelease[];
}

export interface HeardRelease {
  readonly version: Version;
  readonly state: SupportState;
  readonly from: Offer['from'];
  /** Bytes of the archive; null when no server gives the size. */
  readonly size: number | null;
}

const MAX_BYTES = 1024 * 1024;

/**
 * The list that was heard last, of any age: the first frame of the screen, drawn before the index (2 MB) is read. For display
 * only. Undefined when none is kept, or when the list is about other servers or another platform.
 *
 * Remove when the screen's first frame is quick enough (bench/tui.ts) with the cached index to read.
 */
export function lastHeard(world: World): Heard | undefined {
  try {
    return parseHeard(readSmall(world.layout.heard, MAX_BYTES) ?? '', subjectOf(world));
  } catch (error) {
    if (isDiskFailure(error)) return undefined;
    throw error;
  }
}

/** Keeps a list. A place that cannot be written is not a failure: it only makes the next start slower. */
export async function keepHeard(world: World, { lines, releases }: Heard): Promise<void> {
  const kept = {
    of: subjectOf(world),
    lines: lines.map(({ line, state }) => ({ line, state })),
    releases: releases.map(({ version, state, from, size }) => ({
      version: version.label,
      state,
      from,
      size,
    })),
  };
  const text = `${JSON.stringify(kept)}\n`;
  try {
    if (readSmall(world.layout.heard, MAX_BYTES) !== text) await writeFileAtomic(world.layout.heard, text);
  } catch (error) {
    if (isUnwritten(error)) return;
    throw error;
  }
}

/** The platform and the servers of a list, without the credentials that an address may hold. */
function subjectOf({ env, platform }: World): string {
  return [platform.os, platform.arch, ...indexBases(env).map(displayUrl)].join(' ');
}

function parseHeard(text: string, subject: string): Heard | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || value['of'] !== subject) return undefined;
  const { lines, releases } = value;
  if (!Array.isArray(lines) || !Array.isArray(releases)) return undefined;
  return { lines: lines.filter(isLine), releases: releases.flatMap((row) => releaseIn(row) ?? []) };
}

const STATES: readonly SupportState[] = ['supported', 'ended', 'prerelease'];
const PLACES: Offer['from'] = ['official', 'proxy'];

function isLine(value: unknown): value is Heard['lines'][number] {
  return isRecord(value) && typeof value['line'] === 'string' && isOneOf(STATES, value['state']);
}

function releaseIn(value: unknown): HeardRelease | undefined {
  if (!isRecord(value) || typeof value['version'] !== 'string') return undefined;
  const version = parseVersion(value['version']);
  const { state, from, size } = value;
  if (version === undefined || !isOneOf(STATES, state) || !isSize(size)) return undefined;
  if (!Array.isArray(from) || !from.every((place) => isOneOf(PLACES, place))) return undefined;
  return { version, state, from, size };
}

function isSize(value: unknown): value is HeardRelease['size'] {
  return value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value > 0);
}

function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return known.some((each) => each === value);
}
