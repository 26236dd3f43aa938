import type { TarEntry } from './tar-bytes.ts';
import type { ZipEntry } from './zip-bytes.ts';

/** The archive's entries for the files of a toolchain's module: the checksum database's record of the module is over the very same files. */
export function archiveEntries(entries: readonly ZipEntry[]): readonly TarEntry[] {
  return entries.map(({ name, body = '' }) => ({
    // A module has no go.mod below its own.
    path: `go/${name.split('/').slice(2).join('/').replace('_go.mod', 'go.mod')}`,
    body,
    mode: /\/(?:bin|tool)\//.test(name) ? 0o755 : 0o644,
  }));
}
