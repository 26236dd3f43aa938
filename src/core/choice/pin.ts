import { trimBlanks, withoutMark } from '../text/blanks.ts';
import { parseVersion, type Version } from '../version.ts';

/** The content of a pin file or of the global `version` file. */
export type Pin =
  | { readonly kind: 'release'; readonly version: Version }
  /** A line, a major, `latest` or `stable`: the newest installed one. */
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'system' };

/** A bare number other than 1 is not a Go version: 22 is short for 1.22. */
const ALIAS = /^(?:latest|stable|1|[1-9]\.(?:0|[1-9][0-9]{0,8}))$/;
/** Spellings of the line 1.23 in other tools: 1.23.x, 1.23.X, 1.23.*, ~1.23. */
const WILDCARD = /^([0-9]+\.[0-9]+)\.[xX*]$|^~([0-9]+\.[0-9]+)$/;
const RELEASE = /^[1-9]\.[.0-9a-z]+$/;
const HUGE_NUMBER = /[0-9]{10}/;
const MAX_LENGTH = 32;

/**
 * Reads the text of a pin, without blanks around it; undefined for a text that is not a pin. A leading `go` or `v` is dropped.
 * shims/posix/version.sh reads the same.
 */
export function parsePin(text: string): Pin | undefined {
  const bare = text.replace(/^(?:go|v)(?=[0-9])/, '');
  const wildcard = WILDCARD.exec(bare);
  const asked = wildcard?.[1] ?? wildcard?.[2] ?? bare;
  if (asked.length > MAX_LENGTH) return undefined;
  if (asked === 'system') return { kind: 'system' };
  if (ALIAS.test(asked)) return { kind: 'alias', name: asked };
  const version = RELEASE.test(asked) && !HUGE_NUMBER.test(asked) ? parseVersion(asked) : undefined;
  return version === undefined ? undefined : { kind: 'release', version };
}

/** The pin in the text of a `.go-version` or of the global file: the first line that holds more than blanks and a comment. */
export function pinText(text: string): string | undefined {
  return withoutMark(text)
    .split('\n')
    .map((line) => trimBlanks(line.replace(/#.*$/s, '')))
    .find((line) => line !== '');
}

/** Where something is asked: a file and its line. `GV_VERSION` is no file and has no lines. */
export function placeText(file: string, line: number): string {
  return line > 0 ? `${file}:${line}` : file;
}
