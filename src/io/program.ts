import { fileURLToPath } from 'node:url';

/** A thread's program: it lies beside this file, as source and when bundled. Both bundles, gv.js and the screens' modules, share it. */
export function workerProgram(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}.worker.${extension}`, import.meta.url);
}

/** A file of gv's own program: `shims/` lies beside the bundle, and beside `src/` in a checkout. */
export function programFile(name: string): string {
  const base = import.meta.url.endsWith('.ts') ? '../../' : './';
  return fileURLToPath(new URL(base + name, import.meta.url));
}
