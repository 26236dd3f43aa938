import { fileURLToPath } from 'node:url';

/** In a checkout, the room of each thread's program. */
const ROOMS: Readonly<Record<string, string>> = {
  copy: '../foreign/',
  digest: '../tree/',
  unpack: '../tar/',
  zip: '../zip/',
};

/** The program of a thread: in its room of `src/` in a checkout, else beside the bundle. Both bundles, gv.js and the screen's modules, share it. */
export function workerProgram(name: string): URL {
  const [room = './', extension] = isSource() ? [ROOMS[name], 'ts'] : ['./', 'js'];
  return new URL(`${room}${name}.worker.${extension}`, import.meta.url);
}

/** A POSIX shell file of gv: in `shims/` beside the bundle, in `shims/posix/` of a checkout. */
export function shimFile(name: string): string {
  const directory = isSource() ? '../../../shims/posix/' : './shims/';
  return fileURLToPath(new URL(directory + name, import.meta.url));
}

/** install.sh of gv's own program: beside the bundle, or at the top of a checkout. */
export function installerFile(): string {
  return fileURLToPath(new URL(isSource() ? '../../../install.sh' : './install.sh', import.meta.url));
}

/** The directory of the program that runs, links followed: `lib` of an installation, `src` of a checkout. */
export function programDirectory(): string {
  return fileURLToPath(new URL(isSource() ? '../..' : '.', import.meta.url)).replace(/\/$/, '');
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}
