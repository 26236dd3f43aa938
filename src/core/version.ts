/**
 * Go versions as the go command orders them (golang.org source: internal/gover). Numbers are decimal strings
 * because upstream allows any size; an empty `patch` is a language version or a prerelease of one.
 */
export interface Version {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly kind: string;
  readonly pre: string;
  /** Go's own name without `go`: `1.20`, `1.20.1`, `1.21.0`, `1.27rc2`. Names the directory, the link and the archive. */
  readonly name: string;
  /** The name that gv shows and a person types: as `name`, but the first release of a line before 1.21 is `1.20.0`. */
  readonly label: string;
}

const NUMBER = '(0|[1-9][0-9]*)';
const SHAPE = new RegExp(`^${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER})?(?:([a-z]+)${NUMBER}?)?)?$`);

interface Parts {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly kind: string;
  readonly pre: string;
}

/** Upstream's parser: undefined for what gover calls invalid, which includes a patch release's prerelease. */
function parseParts(text: string): Parts | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch, kind = '', pre = ''] = match;
  if (patch !== undefined && kind !== '') return undefined;
  // Before 1.21 the first release of a line had no third number.
  const implied = kind === '' && compareNumbers(minor === '' ? '0' : minor, '21') < 0 ? '0' : '';
  return { major, minor: minor === '' ? '0' : minor, patch: patch ?? implied, kind, pre };
}

function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  return a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length;
}

function compareParts(a: Parts, b: Parts): number {
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1) ||
    compareNumbers(a.pre, b.pre)
  );
}

/** Compares two version texts without `go` exactly as upstream's gover.Compare: invalid sorts below valid and equals invalid. */
export function compareText(a: string, b: string): number {
  const [left, right] = [parseParts(a), parseParts(b)];
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return Math.sign(compareParts(left, right));
}

declare const valid: unique symbol;

/** A text without `go` that upstream calls a valid version: a release, a language version or a prerelease. */
export type GoVersion = string & { readonly [valid]: true };

/** True for what upstream calls a valid version (gover.IsValid). */
export function isVersionText(text: string): text is GoVersion {
  return parseParts(text) !== undefined;
}

/** True for a language version (gover.IsLang): `1.22` is one, `1.20` is a release's own name. */
export function isLanguageVersion(text: string): boolean {
  const parts = parseParts(text);
  return parts !== undefined && parts.patch === '' && parts.kind === '';
}

/** The one release outside upstream's grammar, published in 2017 by mistake; it precedes 1.9.2. */
const ERRANT: Version = {
  major: '1',
  minor: '9',
  patch: '2',
  kind: 'rc',
  pre: '2',
  name: '1.9.2rc2',
  label: '1.9.2rc2',
};

/** Parses a release name without `go` (`1.20`, `1.20.0`, `1.22.5`, `1.27rc2`); undefined for any other text, such as a language version from 1.21 on (`1.22`). */
export function parseVersion(text: string): Version | undefined {
  if (text === ERRANT.name) return ERRANT;
  const parts = text.includes('.') ? parseParts(text) : undefined;
  if (parts === undefined || (parts.patch === '' && parts.kind === '')) return undefined;
  const { major, minor, patch, kind, pre } = parts;
  if (kind !== '' && pre === '') return undefined;
  if (kind !== '')
    return { ...parts, name: `${major}.${minor}${kind}${pre}`, label: `${major}.${minor}${kind}${pre}` };
  const label = `${major}.${minor}.${patch}`;
  const first = patch === '0' && compareNumbers(minor, '21') < 0;
  return { ...parts, name: first ? `${major}.${minor}` : label, label };
}

/** Orders releases; negative when `a` is older. */
export function compareVersions(a: Version, b: Version): number {
  const errant = Number(a === ERRANT) - Number(b === ERRANT);
  if (errant !== 0 && a.minor === b.minor && a.patch === b.patch) return -errant;
  return compareParts(a, b);
}

/** The line of a release, e.g. `1.22`. */
export function lineOf(version: Version): string {
  return `${version.major}.${version.minor}`;
}

/** True for betas and release candidates, which are only ever chosen by name. */
export function isPrerelease(version: Version): boolean {
  return version.kind !== '';
}

/** Orders lines such as `1.9` and `1.22`; negative when `a` is older. */
export function compareLines(a: string, b: string): number {
  const [aMajor = '0', aMinor = '0'] = a.split('.');
  const [bMajor = '0', bMinor = '0'] = b.split('.');
  return compareNumbers(aMajor, bMajor) || compareNumbers(aMinor, bMinor);
}
