import { parseVersion, type Version } from '../version.ts';
import { MODULE_VERSION_START } from './module-name.ts';

const DOWNLOAD = new RegExp(
  String.raw`^(?:carried-)?(?:${MODULE_VERSION_START}|go)([0-9][0-9a-z.]*?)\.(?:src|[a-z0-9]+-[a-z0-9]+)[^/]*\.(?:tar\.gz|zip)(?:\.(?:part|asc|json|tmp|[0-9]+)){0,5}$`,
);

/**
 * The release that a file of the cache was downloaded for: an archive, a module zip, a partial download, or a file kept
 * beside one of these. Undefined for every other file, such as the release index and the tiles of the checksum database.
 */
export function downloadOf(fileName: string): Version | undefined {
  const release = DOWNLOAD.exec(fileName)?.[1];
  return release === undefined ? undefined : parseVersion(release);
}
