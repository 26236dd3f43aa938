import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES_BASE = /^ *\. "\$__gv_lib\/base\.sh"$/m;

/**
 * The text of shim.sh as it is shipped: base.sh stands in the place that sources it, and comments and indentation are
 * gone. A shell reads a script byte by byte, at each call of go; with the file that it need not open these are 0.03 ms.
 */
export function shippedShim(shims: string): string {
  const read = (name: string): string => readFileSync(join(shims, name), 'utf8');
  const shim = read('shim.sh');
  if (!SOURCES_BASE.test(shim)) throw new Error('shim.sh does not source base.sh');
  const [first = '', ...lines] = shim.replace(SOURCES_BASE, () => read('base.sh')).split('\n');
  const kept = lines.map((line) => line.replace(/^ +/, '')).filter((line) => !/^(#|$)/.test(line));
  return [first, "# Made of gv's shims/shim.sh and shims/base.sh, where the comments are.", ...kept, ''].join(
    '\n',
  );
}
