import { parseVersion, type Version } from '../version.ts';

/** The content of a pin file or of the global `version` file. */
export type Pin =
  | { readonly kind: 'release'; readonly version: Version }
  /** A line, a major, `latest` or `stable`: the newest installed one. */
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'system' };

const ALIAS = /^(?:latest|stable|[1-9][0-9]{0,3}(?:\.(?:0|[1-9][0-9]{0,3}))?)$/;
const MAX_LENGTH = 32;

/** Reads the text of a pin, without blanks around it; undefined for a text that is not a pin. A leading `go` or `v` is dropped. */
export function parsePin(text: string): Pin | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const asked = text.replace(/^(?:go|v)(?=[0-9])/, '');
  if (asked === 'system') return { kind: 'system' };
  if (ALIAS.test(asked)) return { kind: 'alias', name: asked };
  const version = parseVersion(asked);
  return version === undefined ? undefined : { kind: 'release', version };
}

/** Where something is asked: a file and its line. `GV_VERSION` is no file and has no lines. */
export function placeText(file: string, line: number): string {
  return line > 0 ? `${file}:${line}` : file;
}
