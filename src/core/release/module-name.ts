import { parseArchiveName } from './archive-name.ts';
import { parseVersion, type Version } from '../version.ts';

/** A toolchain's module zip by its name. */
export interface ModuleZipName {
  readonly version: Version;
  /** `linux-amd64`, as module proxies write it. */
  readonly target: string;
}

/** Directories of an archive that a module zip lacks. */
export const ARCHIVE_ONLY: readonly string[] = ['api', 'doc', 'misc', 'test'];

/** The same, for the receipt. */
export const MODULE_ZIP_LACKS = 'api, doc, misc and test: a module zip does not contain them';

/**
 * Reads the name under which module caches and proxies keep a toolchain, `v0.0.1-go1.22.5.linux-amd64.zip`. Official
 * archives are zips on Windows alone, so `go1.22.5.linux-amd64.zip` is one too. Undefined when it is none.
 */
export function parseModuleZipName(name: string): ModuleZipName | undefined {
  const [, release, target] =
    /^v0\.0\.1-go([0-9][0-9a-z.]{0,40}?)\.([a-z0-9]+-[a-z0-9]+)\.zip$/.exec(name) ?? [];
  const version = release === undefined ? undefined : parseVersion(release);
  if (version !== undefined && target !== undefined) return { version, target };
  const archive = parseArchiveName(name);
  if (archive?.suffix !== 'zip' || archive.target === 'src' || archive.target.startsWith('windows-'))
    return undefined;
  return { version: archive.version, target: archive.target };
}

/** Whether a receipt's archive is a module zip, and so lacks what one lacks. */
export function isModuleZip({ archive }: { readonly archive: string }): boolean {
  return parseModuleZipName(archive) !== undefined;
}
