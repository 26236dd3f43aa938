/** A version of gv itself, as SemVer 2.0.0 has it, without build metadata. */
export interface GvVersion {
  readonly text: string;
  readonly numbers: readonly [number, number, number];
  /** Empty for a release. */
  readonly prerelease: readonly string[];
}

const NUMBER = '(0|[1-9][0-9]{0,5})';
const PATTERN = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]{1,20}(?:\\.[0-9A-Za-z-]{1,20}){0,3}))?$`,
);

/** Reads `1.2.3`, `1.2.3-rc.1`, also with a leading `v`; undefined for anything else. */
export function parseGvVersion(text: string): GvVersion | undefined {
  const plain = text.startsWith('v') ? text.slice(1) : text;
  const match = PATTERN.exec(plain);
  if (match === null) return undefined;
  const [, major, minor, patch, prerelease] = match;
  return {
    text: plain,
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease?.split('.') ?? [],
  };
}

/** Below 0 when `a` comes before `b` (SemVer 2.0.0, 11). */
export function compareGvVersions(a: GvVersion, b: GvVersion): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A prerelease comes before its release.
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return b.prerelease.length - a.prerelease.length;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (part !== other) return comparePart(part, other);
  }
  return a.length - b.length;
}

/** Numbers by value and before words, words by their bytes. */
function comparePart(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [a, b].map((text) => /^[0-9]+$/.test(text));
  if (isNumber === true && isOtherNumber === true) return Number(a) - Number(b);
  if (isNumber !== isOtherNumber) return isNumber === true ? -1 : 1;
  return a < b ? -1 : 1;
}
