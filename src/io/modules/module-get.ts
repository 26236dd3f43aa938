import { fileURLToPath } from 'node:url';
import { displayUrl } from '../../core/text/urls.ts';
import { isWebPage, signInPage } from '../../core/text/web-page.ts';
import { GvError, isDiskFailure } from '../../errors.ts';
import { readSmallBytes } from '../disk/read.ts';
import { fetchSmall } from '../http/fetch-small.ts';
import { isMissing, statusError } from '../http/http-error.ts';
import type { Http } from '../http/http.ts';

/**
 * Reads something small below a GOPROXY address, http, https or file; undefined for a missing file (404, 410, no such
 * file). gv never trusts such an answer for its connection, so plain http is allowed.
 * Fails with `bad-index` for a web page, `http-status` for any other status, `network` for an unreadable file, and as
 * `fetchSmall` does.
 */
export async function moduleGet(http: Http, url: URL, maxBytes: number): Promise<Uint8Array | undefined> {
  if (url.protocol === 'file:') return readBelow(url, maxBytes);
  const answer = await fetchSmall(http, url, { purpose: 'bytes', maxBytes });
  if (isMissing(answer.status)) return undefined;
  if (answer.status !== 200) throw statusError(answer.status, answer.url.href);
  if (!isWebPage({ type: answer.headers['content-type'], start: answer.bytes })) return answer.bytes;
  const wanted = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  throw signInPage({ code: 'bad-index', wanted, asked: url, url: answer.url, got: 'a web page' });
}

/** The path of a file URL. Fails with `bad-config` when it names none. */
export function pathOfUrl(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof URIError)) throw error;
    throw new GvError('bad-config', `GOPROXY has a file URL without a usable path: ${displayUrl(url)}`, {
      hint: 'Write it like file:///srv/modules.',
      cause: error,
    });
  }
}

function readBelow(url: URL, maxBytes: number): Uint8Array | undefined {
  try {
    return readSmallBytes(pathOfUrl(url), maxBytes);
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
    throw new GvError('network', `cannot read ${displayUrl(url)}: ${error.message}`, { cause: error });
  }
}
