/** The target of a person's question: a module, with or without a version, or an address. */
export type NetTarget =
  | { readonly kind: 'module'; readonly module: string; readonly version: string | undefined }
  | { readonly kind: 'url'; readonly url: URL };

const MODULE = /^[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*$/;
/** A version or the name of a branch; a `/` in it is refused by the go command too (golang.org/x/mod/module, EscapeVersion). */
const VERSION = /^[A-Za-z0-9._~+-]{1,200}$/;

/** Reads `MODULE`, `MODULE@VERSION` or an http or https URL; undefined for any other text. */
export function parseTarget(text: string): NetTarget | undefined {
  if (/^https?:\/\//i.test(text)) {
    const url = URL.parse(text);
    return url === null ? undefined : { kind: 'url', url };
  }
  const [module = '', version, ...rest] = text.split('@');
  const isVersion = version === undefined || VERSION.test(version);
  if (module.length > LONGEST || !isModulePath(module) || !isVersion || rest.length > 0) return undefined;
  return { kind: 'module', module, version };
}

const LONGEST = 500;

/** True for a path that a module proxy can be asked for: its first element is a host name (golang.org/x/mod/module, CheckPath). */
function isModulePath(text: string): boolean {
  const [first = ''] = text.split('/');
  return (
    MODULE.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text) && /^[^.-].*\.[^.]*[A-Za-z][^.]*$/.test(first)
  );
}

/** A module path or a version in an address: capitals become `!` and the small letter (golang.org/x/mod/module, EscapePath). */
export function escapedElement(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The version that go would choose from the text of `@v/list`: the highest that is no prerelease, else the highest. */
export function newestListed(text: string): string | undefined {
  const words = text.split('\n').map((line) => line.trim().split(/\s+/)[0] ?? '');
  const versions = words.filter((word) => SEMVER.test(word));
  const stable = versions.filter((word) => !word.includes('-'));
  return (stable.length > 0 ? stable : versions).toSorted(byNumbers).at(-1);
}

const SEMVER = /^v\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,100})?(?:\+incompatible)?$/;

function byNumbers(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version
    .replace(/^v|[-+].*$/g, '')
    .split('.')
    .map(Number);
}
