import { fileURLToPath } from 'node:url';

/** In a checkout, the room of each thread's program. */
const ROOMS: Readonly<Record<string, string>> = { digest: '../disk/', unpack: '../tar/', zip: '../zip/' };

/** A thread's program: it lies in its room as source, beside the bundle when bundled. Both bundles, gv.js and the screens' modules, share it. */
export function workerProgram(name: string): URL {
  const [room = './', extension] = isSource() ? [ROOMS[name], 'ts'] : ['./', 'js'];
  return new URL(`${room}${name}.worker.${extension}`, import.meta.url);
}

/** A POSIX shell file of gv's: in `shims/` beside the bundle, and in the room for it beside `src/` in a checkout. */
export function shimFile(name: string): string {
  const directory = isSource() ? '../../../shims/posix/' : './shims/';
  return fileURLToPath(new URL(directory + name, import.meta.url));
}

/** install.sh of gv's own program: beside the bundle, and at the top of a checkout. */
export function installerFile(): string {
  return fileURLToPath(new URL(isSource() ? '../../../install.sh' : './install.sh', import.meta.url));
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}
