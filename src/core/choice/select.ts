import { GvError } from '../../errors.ts';
import { editDistance } from '../text/typos.ts';
import { compareLines, compareVersions, isPrerelease, lineOf, type Version } from '../version.ts';
import { queryText, type Query } from './query.ts';
import { inRange } from './range.ts';

/** Queries that select among known releases; `mod` and `system` are answered elsewhere. */
export type ReleaseQuery = Exclude<Query, { readonly kind: 'mod' | 'system' }>;

/** Anything with a version: a published release or an installed toolchain. */
export interface Versioned {
  readonly version: Version;
}

/**
 * Picks the newest candidate a query means, or undefined. Prereleases are only ever chosen by name.
 * `oldstable` is the newest release of the line before the newest one.
 */
export function select<T extends Versioned>(query: ReleaseQuery, candidates: readonly T[]): T | undefined {
  if (query.kind === 'exact') {
    return candidates.find(({ version }) => version.name === query.version.name);
  }
  const stable = newestFirst(candidates).filter(({ version }) => !isPrerelease(version));
  switch (query.kind) {
    case 'line':
      return stable.find(({ version }) => lineOf(version) === query.line);
    case 'major':
      return stable.find(({ version }) => version.major === query.major);
    case 'range':
      return stable.find(({ version }) => inRange(query.range, version));
    case 'channel': {
      const newest = linesOf(stable)[query.channel === 'stable' ? 0 : 1];
      return stable.find(({ version }) => lineOf(version) === newest);
    }
  }
}

/** Sorted copy, newest first. */
export function newestFirst<T extends Versioned>(candidates: readonly T[]): readonly T[] {
  return [...candidates].sort((a, b) => compareVersions(b.version, a.version));
}

/** The lines that occur, newest first. */
export function linesOf(candidates: readonly Versioned[]): readonly string[] {
  return [...new Set(candidates.map(({ version }) => lineOf(version)))].sort((a, b) => compareLines(b, a));
}

/**
 * The two newest lines that have a stable release: those that the Go team supports (go.dev/doc/devel/release:
 * "each major Go release is supported until there are two newer major releases").
 */
export function supportedLines(candidates: readonly Versioned[]): readonly string[] {
  return linesOf(candidates.filter(({ version }) => !isPrerelease(version))).slice(0, 2);
}

/** Up to three releases to suggest when no candidate matches: those of the line, for which 22 may stand too; where the line does not exist, those of a similar spelling; else the next newer one and the two below. */
export function nearest<T extends Versioned>(query: ReleaseQuery, candidates: readonly T[]): readonly T[] {
  const sorted = newestFirst(candidates);
  const line = query.kind === 'line' ? query.line : query.kind === 'major' ? `1.${query.major}` : undefined;
  if (line !== undefined) {
    const ofLine = sorted.filter(({ version }) => lineOf(version) === line);
    if (ofLine.length > 0) return ofLine.slice(0, 3);
  }
  const similar = similarTo(query, sorted);
  if (similar.length > 0) return similar.slice(0, 3);
  if (query.kind !== 'exact') return sorted.filter(({ version }) => !isPrerelease(version)).slice(0, 3);
  const wanted = query.version;
  const stable = sorted.filter(({ version }) => isPrerelease(wanted) || !isPrerelease(version));
  const above = stable.filter(({ version }) => compareVersions(version, wanted) > 0).slice(-1);
  const below = stable.filter(({ version }) => compareVersions(version, wanted) < 0);
  return [...above, ...below.slice(0, 3 - above.length)];
}

/** The candidates that a query for a line that does not exist may mean: 1.22.2 for 1.222, and those of 1.22 for 22. */
function similarTo<T extends Versioned>(query: ReleaseQuery, sorted: readonly T[]): readonly T[] {
  // People say 22 for 1.22, as goenv does.
  if (query.kind === 'major') return sorted.filter(({ version }) => lineOf(version) === `1.${query.major}`);
  if (query.kind !== 'line' && query.kind !== 'exact') return [];
  const line = query.kind === 'line' ? query.line : lineOf(query.version);
  if (sorted.some(({ version }) => lineOf(version) === line)) return [];
  const typed = query.kind === 'line' ? query.line : query.version.label;
  return sorted.filter(({ version }) => editDistance(typed, version.label) === 1);
}

/** Whether a version matches a query as a filter. `select` picks one version; the filter keeps all that match, also the prereleases of a line. */
export function isMeant(query: Query, version: Version, among: readonly Versioned[]): boolean {
  switch (query.kind) {
    case 'exact':
      return version.name === query.version.name;
    case 'line':
      return lineOf(version) === query.line;
    case 'major':
      return version.major === query.major;
    case 'range':
      return !isPrerelease(version) && inRange(query.range, version);
    case 'channel':
      return select(query, among)?.version.name === version.name;
    case 'mod':
    case 'system':
      return false;
  }
}

/** A query that names something to install. Fails with `usage` for `system`. */
export function releaseQuery(query: Exclude<Query, { readonly kind: 'mod' }>): ReleaseQuery {
  if (query.kind !== 'system') return query;
  throw new GvError('usage', `${queryText(query)} is the Go that is not gv's; there is nothing to install`, {
    hint: 'gv use system chooses it.',
  });
}
