const SEMVER =
  /^v(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:\.(0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?)?)?$/;

/** A version that names a commit: its time and the first twelve digits (go.dev/ref/mod#pseudo-versions). */
const PSEUDO = /^v\d+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)(\d{14})-[0-9A-Za-z]+(?:\+[0-9A-Za-z.-]+)?$/;

/** The time of the commit that a pseudo-version names, as RFC 3339 has it; undefined for a version that is a tag. */
export function pseudoTime(version: string): string | undefined {
  const digits = PSEUDO.exec(version)?.[1];
  return digits?.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
}

/** True for a version of major 2 or more whose tree has no go.mod of that path. */
export function isIncompatible(version: string): boolean {
  return version.endsWith('+incompatible');
}

/** The number behind `v`; 0 for a text that is no version. */
export function majorOf(version: string): number {
  return Number(SEMVER.exec(version)?.[1] ?? 0);
}

/** Orders module versions as Go does (golang.org/x/mod/semver, Compare): what is no version comes first, and build words do not count. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [SEMVER.exec(a), SEMVER.exec(b)];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  for (const part of [1, 2, 3]) {
    const order = Math.sign(Number(left[part] ?? 0) - Number(right[part] ?? 0));
    if (order !== 0) return order;
  }
  return comparePrereleases(left[4], right[4]);
}

function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = compareWords(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareWords(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  if (isNumberA && a.length !== b.length) return a.length < b.length ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Whether a name can be a directory below the module cache: no step upward, no absolute path, no hidden character. */
export function isPlaceable(name: string): boolean {
  return (
    /^[^/\\\u0000-\u0020\u007f]+(?:\/[^/\\\u0000-\u0020\u007f]+)*$/.test(name) &&
    !/(?:^|\/)\.{1,2}(?:\/|$)/.test(name)
  );
}

/** The module among these that a package belongs to: the longest path that is a beginning of its own. */
export function moduleOf(importPath: string, modules: readonly string[]): string | undefined {
  return modules
    .filter((path) => importPath === path || importPath.startsWith(`${path}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}
