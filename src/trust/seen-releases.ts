import type { Versioned } from '../core/choice/select.ts';
import { newestOfLines } from '../core/release/support.ts';
import { compareVersions, isPrerelease, lineOf, parseVersion, type Version } from '../core/version.ts';
import { GvError } from '../errors.ts';

/** Lines that are remembered, the newest ones: Go has 30 of them, and a server may say what it likes. */
const MOST_LINES = 200;

/** The newest stable release of each line: what a list has to reach to be no older than this one. */
export function newestStable(releases: readonly Versioned[]): readonly Version[] {
  return newestOfLines(releases.filter(({ version }) => !isPrerelease(version))).slice(0, MOST_LINES);
}

/**
 * The releases, seen before, that a list hides: without them `latest`, a line or a range would mean less than it once
 * did (freeze attack). A line that is older than all that is listed hides nothing, as no query then means anything lower.
 */
export function hiddenBy(listed: readonly Versioned[], seen: readonly Version[]): readonly Version[] {
  const newest = newestStable(listed);
  const ofLine = new Map(newest.map((version) => [lineOf(version), version]));
  const oldest = newest.at(-1);
  return seen.filter((version) => {
    const best = ofLine.get(lineOf(version)) ?? oldest;
    return best === undefined || compareVersions(version, best) > 0;
  });
}

/**
 * Reads a record of releases once seen, one a line. `place` names the file in messages. Fails with `disk` at a line that
 * is no stable release: a damaged memory must not forget silently.
 */
export function parseSeenReleases(text: string, place: string): readonly Version[] {
  return text.split('\n').flatMap((line, index) => {
    if (line === '') return [];
    const version = parseVersion(line);
    if (version !== undefined && !isPrerelease(version)) return [version];
    throw new GvError('disk', `${place}:${index + 1} is damaged`, {
      hint: 'gv prune --index forgets what servers listed; what they list next is remembered anew.',
      path: place,
    });
  });
}

/** The record of releases seen. */
export function seenReleasesText(versions: readonly Version[]): string {
  return versions.map(({ label }) => `${label}\n`).join('');
}
