import { LIMITS } from '../../core/limits.ts';
import { displayUrl, webUrl } from '../../core/text/urls.ts';
import { fetchSmall } from '../../io/http/fetch-small.ts';
import { statusError } from '../../io/http/http-error.ts';
import { openHttp } from '../../io/http/http.ts';
import { GOOGLE_KEY_URL } from '../../trust/openpgp/google-key.ts';
import type { World } from '../../world.ts';
import { keepKeys, readKeyFile } from './keyring.ts';

/**
 * Fetches the published key file and keeps new copies of the pinned primary key. The pinned fingerprint proves them, so the
 * file may come from any address. Gives the number of new copies. Fails with `key-foreign` and the network's codes.
 */
export async function updateKeys(world: World, address: string = GOOGLE_KEY_URL): Promise<number> {
  const http = openHttp(world);
  try {
    const url = webUrl(address, '--url');
    const answer = await fetchSmall(http, url, { purpose: 'bytes', maxBytes: LIMITS.keyFileBytes });
    if (answer.status !== 200) throw statusError(answer.status, url.href);
    return await keepKeys(world, answer.bytes, displayUrl(url));
  } finally {
    await http.close();
  }
}

/** Keeps the keys of a file on this machine, for machines without network. Gives the number of new copies. Fails as `keepKeys` does. */
export async function importKeys(world: World, path: string): Promise<number> {
  return keepKeys(world, readKeyFile(world, path), path);
}
