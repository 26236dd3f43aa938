import { join } from 'node:path';
import type { Platform } from '../../core/platform.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Manifest } from '../../core/toolchain/manifest.ts';
import type { Version } from '../../core/version.ts';
import { GvError } from '../../errors.ts';
import { makeDirectory, removeFile } from '../../io/disk/write.ts';
import type { Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import { hashZip } from '../../io/zip/zip-hash.ts';
import type { Run } from '../../world.ts';
import { tellDownload, tellDownloaded } from '../install/fetch.ts';

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
  const { version, platform, http, h1 } = request;
  const { module, version: moduleVersion } = toolchainModule(version, platform);
  const name = `${moduleVersion}.zip`;
  const destination = join(run.layout.cache, name);
  await makeDirectory(run.layout.cache);
  const zip = await moduleProxy(run, http).zip(moduleVersion, {
    destination,
    emit: (event) => tellDownload(event, name, run.emit),
  });
  tellDownloaded(zip, run.emit);
  try {
    const hashed = await hashZip(zip.handle, `${module}@${moduleVersion}/`, run.signal);
    if (hashed.h1 === h1) return new Map(hashed.files.map(({ path, sha256 }) => [path, sha256]));
    throw new GvError('log-wrong', `${name} is not what the checksum database records: ${hashed.h1}`, {
      hint: 'Name another module proxy with GOPROXY.',
    });
  } finally {
    await zip.handle.close();
    await removeFile(zip.path);
  }
}
