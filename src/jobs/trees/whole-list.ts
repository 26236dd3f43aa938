import { join } from 'node:path';
import type { Platform } from '../../core/platform.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { makeDirectory, removeFile } from '../../io/disk/write.ts';
import type { Downloaded } from '../../io/download/download.ts';
import { inOnePiece, isOfBytes } from '../../io/download/in-one-piece.ts';
import type { Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import { hashZip } from '../../io/zip/zip-hash.ts';
import type { Run } from '../../world.ts';
import { namingSources, tellDownload, tellDownloaded } from '../install/fetch.ts';

export interface WholeRequest {
  readonly version: Version;
  readonly platform: Platform;
  readonly http: Http;
  /** As the checksum database has it. */
  readonly h1: string;
}

/**
 * The digests of a release's files, from the whole module zip, which is downloaded and proven by its h1 and goes again. Fails with
 * `log-wrong` for another zip than the recorded one, `archive-hostile`, `no-release`, and the codes of network and disk.
 */
export async function wholeList(run: Run, request: WholeRequest): Promise<Manifest> {
  const { version, platform, h1 } = request;
  const { module, version: moduleVersion } = toolchainModule(version, platform);
  return await withWholeZip(run, request, async ({ handle, measured }) => {
    const hashed = await hashZip(handle, `${module}@${moduleVersion}/`, run.signal);
    checkRecorded(measured.name, { h1: hashed.h1, recorded: h1 });
    return new Map(hashed.files.map(({ path, sha256 }) => [path, sha256]));
  });
}

/** Refuses a zip that is not the recorded one. Fails with `log-wrong`. */
export function checkRecorded(
  name: string,
  { h1, recorded }: { readonly h1: string; readonly recorded: string },
): void {
  if (h1 === recorded) return;
  throw new GvError('log-wrong', `${name} is not the zip that the checksum database records: ${h1}`, {
    hint: 'Name another module proxy with GOPROXY.',
  });
}

/**
 * Downloads the whole module zip of a release, unproven, and removes it after the work, which is done once more where it cannot use a zip
 * that lay in the cache, or came in pieces. Fails as `wholeList` and the work do.
 */
export async function withWholeZip<T>(
  run: Run,
  request: Pick<WholeRequest, 'version' | 'platform' | 'http'>,
  work: (zip: Downloaded) => Promise<T>,
): Promise<T> {
  return await inOnePiece(run, async (note) => {
    const zip = await wholeZip(run, request);
    note(zip);
    try {
      return await work(zip);
    } catch (error) {
      throw isOfBytes(error) ? namingSources(error, { archive: zip.stats.url }) : error;
    } finally {
      await zip.handle.close();
      await removeFile(zip.path);
    }
  });
}

async function wholeZip(
  run: Run,
  { version, platform, http }: Pick<WholeRequest, 'version' | 'platform' | 'http'>,
): Promise<Downloaded> {
  const { version: moduleVersion } = toolchainModule(version, platform);
  const name = `${moduleVersion}.zip`;
  const destination = join(run.layout.cache, name);
  await makeDirectory(run.layout.cache);
  const zip = await moduleProxy(run, http).zip(moduleVersion, {
    destination,
    emit: (event) => tellDownload(event, name, run.emit),
  });
  tellDownloaded(zip, run.emit);
  return zip;
}
