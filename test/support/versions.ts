import { parseVersion, type Version } from '../../src/core/version.ts';

/** A version that a test writes down; throws when it is none. */
export function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new TypeError(`no release is named ${text}`);
  return parsed;
}

/** Candidates for `select`, newest last as a test would write them. */
export function versioned(...texts: readonly string[]): readonly { readonly version: Version }[] {
  return texts.map((text) => ({ version: version(text) }));
}

/** Several of them. */
export function versions(...texts: readonly string[]): readonly Version[] {
  return texts.map(version);
}
