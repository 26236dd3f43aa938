import { compareVersions, parseVersion, type Version } from '../version.ts';

/** All releases with `from` ≤ release < `below`; an absent bound is open. Only stable releases are ever inside. */
export interface Range {
  readonly text: string;
  readonly from: Version | undefined;
  readonly below: Version | undefined;
}

interface Interval {
  readonly from?: Version | undefined;
  readonly below?: Version | undefined;
}

/** A version with parts left out: `1`, `1.22`, `1.22.x`. */
interface Partial {
  readonly major: number;
  readonly minor: number | undefined;
  readonly patch: number | undefined;
  /** Set when the text names one release, so that bounds can be prereleases too. */
  readonly release: Version | undefined;
}

const TERM = /^(\^|~|>=|<=|>|<|=)?([0-9][0-9a-zX.*]*|[xX*])$/;
const PARTIAL = /^(?:go|v)?(\d{1,6})(?:\.(\d{1,6}|[xX*]))?(?:\.(\d{1,6}|[xX*]))?$/;

/**
 * Reads a range in the notation of npm's semver ("Ranges"): comparators joined by spaces or commas, caret, tilde,
 * `x` and hyphen ranges. Undefined when the text is not a range.
 */
export function parseRange(text: string): Range | undefined {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  const terms =
    hyphen === null
      ? text.replace(/(\^|~|>=|<=|>|<|=)\s+/g, '$1').split(/\s*,\s*|\s+/)
      : [`>=${hyphen[1] ?? ''}`, `<=${hyphen[2] ?? ''}`];
  let range: Interval = {};
  for (const term of terms) {
    const interval = intervalOf(term);
    if (interval === undefined) return undefined;
    range = { from: later(range.from, interval.from), below: earlier(range.below, interval.below) };
  }
  return { text, from: range.from, below: range.below };
}

/** True when a stable release lies inside. */
export function inRange(range: Range, version: Version): boolean {
  if (range.from !== undefined && compareVersions(version, range.from) < 0) return false;
  return range.below === undefined || compareVersions(version, range.below) < 0;
}

function intervalOf(term: string): Interval | undefined {
  const [, operator = '=', body] = TERM.exec(term.replace(/(?<=^[\^~<>=]*)(?:go|v)(?=\d)/, '')) ?? [];
  if (body === undefined) return undefined;
  if (/^[xX*]$/.test(body)) return operator === '=' ? {} : undefined;
  const partial = partialOf(body);
  if (partial === undefined) return undefined;
  switch (operator) {
    case '^':
      return { from: floorOf(partial), below: bump(partial, 'major') };
    case '~':
      return {
        from: floorOf(partial),
        below: bump(partial, partial.minor === undefined ? 'major' : 'minor'),
      };
    case '>=':
      return { from: floorOf(partial) };
    case '<':
      return { below: floorOf(partial) };
    case '>':
      return { from: ceilingOf(partial) };
    case '<=':
      return { below: ceilingOf(partial) };
    default:
      return { from: floorOf(partial), below: ceilingOf(partial) };
  }
}

function partialOf(body: string): Partial | undefined {
  const match = PARTIAL.exec(body);
  if (match !== null) {
    const [minor, patch] = [number(match[2]), number(match[3])];
    const release =
      minor === undefined || patch === undefined ? undefined : versionAt(Number(match[1]), minor, patch);
    return { major: Number(match[1]), minor, patch: minor === undefined ? undefined : patch, release };
  }
  const release = parseVersion(body);
  if (release === undefined) return undefined;
  return { major: Number(release.major), minor: Number(release.minor), patch: 0, release };
}

function number(text: string | undefined): number | undefined {
  return text === undefined || /[xX*]/.test(text) ? undefined : Number(text);
}

function versionAt(major: number, minor: number, patch: number): Version | undefined {
  return parseVersion(`${major}.${minor}.${patch}`);
}

function floorOf(partial: Partial): Version | undefined {
  return partial.release ?? versionAt(partial.major, partial.minor ?? 0, partial.patch ?? 0);
}

/** The first stable release above everything the partial version stands for. */
function ceilingOf(partial: Partial): Version | undefined {
  if (partial.minor === undefined) return bump(partial, 'major');
  if (partial.patch === undefined) return bump(partial, 'minor');
  const stable = partial.release?.kind === '';
  return versionAt(partial.major, partial.minor, stable ? partial.patch + 1 : partial.patch);
}

function bump(partial: Partial, part: 'major' | 'minor'): Version | undefined {
  if (part === 'major') return versionAt(partial.major + 1, 0, 0);
  return versionAt(partial.major, (partial.minor ?? 0) + 1, 0);
}

function later(a: Version | undefined, b: Version | undefined): Version | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareVersions(a, b) >= 0 ? a : b;
}

function earlier(a: Version | undefined, b: Version | undefined): Version | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareVersions(a, b) <= 0 ? a : b;
}
