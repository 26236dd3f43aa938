import { fileURLToPath } from 'node:url';

/** A file of gv's own program: `shims/` lies beside the bundle, and beside `src/` in a checkout. */
export function programFile(name: string): string {
  const base = import.meta.url.endsWith('.ts') ? '../../' : './';
  return fileURLToPath(new URL(base + name, import.meta.url));
}
