import { LIMITS } from '../../core/limits.ts';
import { signatureUrls } from '../../core/release/addresses.ts';
import { archiveNames } from '../../core/release/archive-name.ts';
import { toolchainModule } from '../../core/release/module-name.ts';
import type { Version } from '../../core/version.ts';
import { fetchSmall } from '../../io/http/fetch-small.ts';
import { openHttp, type Http } from '../../io/http/http.ts';
import { moduleProxy } from '../../io/modules/module-proxy.ts';
import type { Run, World } from '../../world.ts';
import type { Offer } from './catalog.ts';

/** The date of a release, from a server, without proof; for display only. */
export interface ReleaseDate {
  readonly date: Date;
  /** `proxy`: the time of its module version; `server`: when the server last changed the archive's signature. */
  readonly from: 'proxy' | 'server';
}

/**
 * Asks a server that offers a release for its date, as the release index has no dates; undefined when the server has none.
 * Fails with `interrupted` and the network's codes.
 */
export async function releaseDate(
  run: Run,
  version: Version,
  from: Offer['from'],
): Promise<ReleaseDate | undefined> {
  const http = openHttp(run);
  try {
    if (from.includes('proxy')) return await proxyDate(run, http, version);
    return from.includes('official') ? await serverDate(run, http, version) : undefined;
  } finally {
    await http.close();
  }
}

async function proxyDate(run: Run, http: Http, version: Version): Promise<ReleaseDate | undefined> {
  const proxy = moduleProxy(run, http);
  const info = await proxy.info(toolchainModule(version, run.platform).version);
  return info?.time === undefined ? undefined : { date: info.time, from: 'proxy' };
}

/** The date of the signature, which is small and is made together with the archive. */
async function serverDate(world: World, http: Http, version: Version): Promise<ReleaseDate | undefined> {
  const [name = ''] = archiveNames(version, world.platform);
  const [url] = signatureUrls(world.env, { fileName: name, version });
  if (url === undefined) return undefined;
  const answer = await fetchSmall(http, url, { purpose: 'evidence', maxBytes: LIMITS.textBytes });
  const date = new Date(answer.status === 200 ? (answer.headers['last-modified'] ?? '') : '');
  return Number.isNaN(date.getTime()) ? undefined : { date, from: 'server' };
}
