import type { Platform } from '../platform.ts';
import { parseVersion, type Version } from '../version.ts';
import { parseArchiveName } from './archive-name.ts';

/** The module whose versions are toolchains (go.dev/doc/toolchain). */
export const TOOLCHAIN_MODULE = 'golang.org/toolchain';

/** The start of every version of that module. */
const PREFIX = 'v0.0.1-go';

/** The same in a regular expression. */
export const MODULE_VERSION_START = String.raw`v0\.0\.1-go`;

/** A module version. */
export interface ModuleVersion {
  readonly module: string;
  readonly version: string;
}

/** The module version under which module proxies serve a release. */
export function toolchainModule(version: Version, platform: Platform): ModuleVersion {
  return { module: TOOLCHAIN_MODULE, version: moduleVersionOf(`go${version.name}`, platform) };
}

/** The same for the name that the go command gives a toolchain, `go1.22.5`. */
export function moduleVersionOf(name: string, platform: Platform): string {
  return `v0.0.1-${name}${suffixOf(platform)}`;
}

/** The end of a module version for a platform: `arm` for 32-bit ARM, whatever its archive is called. */
function suffixOf({ os, arch }: Platform): string {
  return `.${os}-${/^arm(?:v6l|6)$/.test(arch) ? 'arm' : arch}`;
}

/** True for a well-formed version of the toolchain module, for whatever platform. */
export function isModuleVersion(text: string): boolean {
  return MODULE_VERSION.test(text);
}

const MODULE_VERSION = new RegExp(`^${MODULE_VERSION_START}[0-9][0-9a-z.]{0,40}-[a-z0-9]{1,40}$`);

/** The releases that module versions have for a platform. */
export function toolchainVersions(names: readonly string[], platform: Platform): readonly Version[] {
  const suffix = suffixOf(platform);
  return names.flatMap((name) => {
    const isOurs = name.startsWith(PREFIX) && name.endsWith(suffix);
    return (isOurs ? parseVersion(name.slice(PREFIX.length, -suffix.length)) : undefined) ?? [];
  });
}

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
 * archives are zips on Windows alone, so `go1.22.5.linux-amd64.zip` is a module zip too. Undefined for any other name.
 */
export function parseModuleZipName(name: string): ModuleZipName | undefined {
  const [, release, target] = MODULE_ZIP.exec(name) ?? [];
  const version = release === undefined ? undefined : parseVersion(release);
  if (version !== undefined && target !== undefined) return { version, target };
  const archive = parseArchiveName(name);
  if (archive?.suffix !== 'zip' || archive.target === 'src' || archive.target.startsWith('windows-'))
    return undefined;
  return { version: archive.version, target: archive.target };
}

const MODULE_ZIP = new RegExp(
  `^${MODULE_VERSION_START}([0-9][0-9a-z.]{0,40}?)\\.([a-z0-9]+-[a-z0-9]+)\\.zip$`,
);

/** Whether a receipt's archive is a module zip, and thus lacks `ARCHIVE_ONLY`. */
export function isModuleZip({ archive }: { readonly archive: string }): boolean {
  return parseModuleZipName(archive) !== undefined;
}
