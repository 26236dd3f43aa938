import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES_BASE = /^ *\. "\$__gv_lib\/base\.sh"$/m;

/** The two files that are run; all others are sourced. */
const PROGRAMS = ['gv', 'shim.sh'];

/**
 * Lays `checkout`/shims, which has a room for each shell, flat into `out`, as in a user's lib/shims: a shell file finds
 * the files that it sources beside itself.
 */
export function placeShims(checkout: string, out: string): void {
  const shims = join(checkout, 'shims');
  mkdirSync(out, { recursive: true });
  const placed = new Set<string>();
  for (const entry of readdirSync(shims, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    if (placed.has(entry.name)) throw new Error(`two shims have one name: ${entry.name}`);
    placed.add(entry.name);
    cpSync(join(entry.parentPath, entry.name), join(out, entry.name));
  }
  writeFileSync(join(out, 'shim.sh'), shippedShim(join(shims, 'posix')));
  for (const name of PROGRAMS) chmodSync(join(out, name), 0o755);
}

/**
 * The text of shim.sh as it is shipped: base.sh replaces the line that sources it, and comments and indentation are gone.
 * A shell reads a script byte by byte, at each call of go; the shorter text and the unopened file save 0.03 ms.
 */
function shippedShim(directory: string): string {
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const shim = read('shim.sh');
  if (!SOURCES_BASE.test(shim)) throw new Error('shim.sh does not source base.sh');
  const [first = '', ...lines] = shim.replace(SOURCES_BASE, () => read('base.sh')).split('\n');
  const kept = lines.map((line) => line.replace(/^ +/, '')).filter((line) => !/^(#|$)/.test(line));
  const origin = "# Made of gv's shims/posix/shim.sh and shims/posix/base.sh, where the comments are.";
  return [first, origin, ...kept, ''].join('\n');
}
