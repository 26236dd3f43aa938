import { dirname, join } from 'node:path';
import { readSmallOrNothing } from '../disk/read.ts';
import { realPath } from '../host/search-path.ts';

/** The GOROOT that a go program finds by itself: two levels above its real path (go: cmd/go/internal/cfg, findGOROOT). */
export function gorootOf(program: string): string | undefined {
  const real = realPath(program);
  return real === undefined ? undefined : dirname(dirname(real));
}

/**
 * The name of a toolchain in the VERSION file of its GOROOT, e.g. `go1.22.5`, or `go1.28` for a development tree. Undefined
 * without a readable VERSION: the program is then a script, or lies elsewhere.
 */
export function gorootVersion(goroot: string): string | undefined {
  const [first = ''] = (readSmallOrNothing(join(goroot, 'VERSION')) ?? '').split('\n');
  const name = /^(?:devel )?(go[0-9][^ \t]*)/.exec(first.trim())?.[1];
  return first.startsWith('devel') ? name?.replace(/-.*$/, '') : name;
}
