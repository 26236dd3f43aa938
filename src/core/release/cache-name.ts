import { parseVersion, type Version } from '../version.ts';
import { MODULE_VERSION_START } from './module-name.ts';

const DOWNLOAD = new RegExp(
  String.raw`^(?:carried-)?(?:${MODULE_VERSION_START}|go)([0-9][0-9a-z.]*?)\.(?:src|[a-z0-9]+-[a-z0-9]+)[^/]*\.(?:tar\.gz|zip)(?:\.(?:part|asc|json|tmp|[0-9]+)){0,5}$`,
);

/**
 * The release whose download a file of the cache belongs to: the archive or module zip, the part that is there so far, and
 * what is kept beside it. Undefined for everything else, such as the release index and the tiles of the checksum database.
 */
export function downloadOf(fileName: string): Version | undefined {
  const release = DOWNLOAD.exec(fileName)?.[1];
  return release === undefined ? undefined : parseVersion(release);
}
