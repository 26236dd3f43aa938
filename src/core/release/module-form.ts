import type { Platform } from '../platform.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';

/**
 * Platforms on which the files of an official archive were shown to be those of the module zip, beside api, doc, misc and
 * test, with the first release for which cmd/distpack writes both from one tree. Evidence: the
 * published archives of go1.24.9 and go1.27.0 for linux/amd64 have, file by file, the h1 that the checksum database records.
 * Elsewhere the binaries of the archive may have been signed after the module was made.
 */
const SHOWN: readonly { readonly os: string; readonly since: string }[] = [{ os: 'linux', since: '1.21.0' }];

/** Whether the checksum database's h1 of a release must be that of its official archive too. */
export function isModuleOfArchive(version: Version, { os }: Pick<Platform, 'os'>): boolean {
  return SHOWN.some((row) => {
    const since = parseVersion(row.since);
    return row.os === os && since !== undefined && compareVersions(version, since) >= 0;
  });
}
