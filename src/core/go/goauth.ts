import { isAbsolute } from 'node:path';
import { GvError } from '../../errors.ts';
import type { GoValue } from './env-file.ts';

/** A place that GOAUTH takes credentials from. */
export type AuthSource =
  | { readonly kind: 'netrc' }
  | { readonly kind: 'command'; readonly words: readonly [string, ...string[]] }
  /** Asks `git credential` in a directory, which is absolute. */
  | { readonly kind: 'git'; readonly directory: string };

/**
 * Reads GOAUTH: `off`, or sources separated by `;` of which the first has precedence: `netrc`, `git DIR`, or a command
 * whose words may be quoted with ' or ", without any escapes (go help goauth). Fails with `bad-config`.
 */
export function parseGoauth({ value, from }: GoValue): readonly AuthSource[] {
  const parts = value.split(';').map((part) => part.trim());
  const sources = parts.flatMap((part): readonly AuthSource[] => {
    const [first, ...rest] = splitWords(part) ?? [];
    if (first === undefined) throw badAuth(from, 'has an empty or unfinished command');
    if (first === 'netrc') return [{ kind: 'netrc' }];
    if (first === 'git') return [{ kind: 'git', directory: gitDirectory(part, from) }];
    if (first !== 'off') return [{ kind: 'command', words: [first, ...rest] }];
    if (parts.length > 1) throw badAuth(from, 'combines off with something else');
    return [];
  });
  return sources;
}

/** The directory must be absolute: its git configuration names programs to run, and the current directory may be hostile (golang.org/issue/29230). */
function gitDirectory(part: string, from: string): string {
  const [, directory = '', ...more] = part.split(/\s+/);
  if (isAbsolute(directory) && more.length === 0) return directory;
  throw badAuth(from, 'names git without one absolute directory to ask it in');
}

function badAuth(from: string, what: string): GvError {
  return new GvError('bad-config', `GOAUTH (${from}) ${what}`, {
    hint: 'Set GOAUTH to netrc, git /ABSOLUTE/DIRECTORY, off, or a command; "go help goauth" tells more.',
  });
}

/** Words as cmd/internal/quoted splits them; undefined when a quote stays open. */
function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const match = /^(?:'([^']*)'|"([^"]*)"|([^\s'"]\S*))/.exec(rest);
    if (match === null) return undefined;
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
    rest = rest.slice(match[0].length).trimStart();
  }
  return words;
}
