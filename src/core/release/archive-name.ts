import type { Platform } from '../platform.ts';
import { parseVersion, type Version } from '../version.ts';
import type { Release, ReleaseFile } from './release-index.ts';

/**
 * File names under which a release's archive for a platform may stand in the index, best first. The index's own
 * `os` and `arch` fields are wrong for 192 files, so the name decides: 32-bit ARM on Linux was armv6l, once arm6 and
 * once arm; darwin archives up to 1.4.2 carry the OS X release.
 */
export function archiveNames(version: Version, platform: Platform): readonly string[] {
  const { os, arch } = platform;
  const named = (suffix: string): string =>
    `go${version.name}.${os}-${suffix}.${os === 'windows' ? 'zip' : 'tar.gz'}`;
  if (os === 'linux' && arch === 'arm') return ['armv6l', 'arm6', 'arm'].map(named);
  if (os === 'darwin') return [arch, `${arch}-osx10.8`, `${arch}-osx10.6`].map(named);
  return [named(arch)];
}

/** The archive of a release for a platform; undefined when there is none. */
export function pickArchive(release: Release, platform: Platform): ReleaseFile | undefined {
  return archiveNames(release.version, platform)
    .map((name) => release.archives.find((file) => file.name === name))
    .find((file) => file !== undefined);
}

/** The platforms that a release has archives for, such as `linux-amd64`, sorted. */
export function archivePlatforms(release: Release): readonly string[] {
  const prefix = `go${release.version.name}.`;
  return release.archives
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name }) => name.slice(prefix.length).replace(/\.(?:tar\.gz|zip)$/, ''))
    .sort();
}

/** The parts of an official file name. */
export interface ArchiveName {
  readonly version: Version;
  /** `linux-amd64`, or `src`. */
  readonly target: string;
  readonly suffix: 'tar.gz' | 'zip';
}

/** Reads an official file name such as `go1.27.0.linux-amd64.tar.gz` or `go1.27.0.src.tar.gz`; undefined for any other name. */
export function parseArchiveName(name: string): ArchiveName | undefined {
  const match = /^go([0-9][0-9a-z.]*?)\.(src|[a-z0-9]+-[a-z0-9]+(?:-osx10\.[68])?)\.(tar\.gz|zip)$/.exec(
    name,
  );
  const version = match?.[1] === undefined ? undefined : parseVersion(match[1]);
  if (version === undefined || match?.[2] === undefined) return undefined;
  return { version, target: match[2], suffix: match[3] === 'zip' ? 'zip' : 'tar.gz' };
}
