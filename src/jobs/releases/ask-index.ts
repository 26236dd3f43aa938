import { LIMITS } from '../../core/limits.ts';
import { indexUrl } from '../../core/release/addresses.ts';
import { parseIndex, type Release } from '../../core/release/release-index.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { isWebPage, signInPage } from '../../core/text/web-page.ts';
import { GvError, hasCode } from '../../errors.ts';
import type { Validators } from '../../io/cache/index-validators.ts';
import { isUnreachable } from '../../io/cache/reachability.ts';
import { fetchSmall, type SmallAnswer } from '../../io/http/fetch-small.ts';
import { statusError } from '../../io/http/http-error.ts';
import type { Http } from '../../io/http/http.ts';

/** A server's answer about the release index; `unchanged`: the known copy is still the index. */
export type IndexAnswer =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'index';
      readonly base: URL;
      /** Newest first. */
      readonly releases: readonly Release[];
      readonly bytes: Uint8Array;
      readonly etag: string | undefined;
      readonly lastModified: string | undefined;
    };

export interface IndexQuestion {
  /** Asked in this order, the next one only where a host cannot be reached. At least one. */
  readonly bases: readonly URL[];
  /** The cached copy, and its base. */
  readonly known: { readonly base: URL; readonly cached: { readonly validators: Validators } } | undefined;
}

/**
 * Asks for the release index. Fails with `network` and `stalled` as the first base did when none can be reached,
 * `http-status`, `bad-index` for an answer that is not an index, `bad-redirect`, `insecure-url`.
 */
export async function askIndex(http: Http, { bases, known }: IndexQuestion): Promise<IndexAnswer> {
  let first: GvError | undefined;
  for (const base of bases) {
    try {
      return await askBase(http, base, known?.base.href === base.href ? known.cached.validators : undefined);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      first ??= error;
    }
  }
  throw first ?? new GvError('network', 'no server of the release index is named');
}

async function askBase(http: Http, base: URL, known: Validators | undefined): Promise<IndexAnswer> {
  const answer = await fetchSmall(http, indexUrl(base), {
    purpose: 'evidence',
    headers: { accept: 'application/json', ...conditionsOf(known) },
    maxBytes: LIMITS.indexBytes,
  });
  if (answer.status === 304 && known !== undefined) return { kind: 'unchanged' };
  if (answer.status !== 200) throw statusError(answer.status, answer.url.href);
  return {
    kind: 'index',
    base,
    releases: parseAnswer(answer, base),
    bytes: answer.bytes,
    etag: answer.headers['etag'],
    lastModified: answer.headers['last-modified'],
  };
}

function conditionsOf(known: Validators | undefined): Readonly<Record<string, string>> {
  const { etag, lastModified } = known ?? {};
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

/** Parses the answer. A captive portal sends a page of its own, under the asked address or another. */
function parseAnswer(answer: SmallAnswer, asked: URL): readonly Release[] {
  const [type, start] = [answer.headers['content-type'], answer.bytes];
  try {
    return parseIndex(new TextDecoder().decode(answer.bytes));
  } catch (error) {
    if (!hasCode(error, 'bad-index')) throw error;
    const wanted = 'the release index';
    const [isPage, isElsewhere] = [isWebPage({ type, start }), asked.host !== answer.url.host];
    if (isPage || isElsewhere) {
      const got = isPage ? 'a web page' : 'something else';
      throw signInPage({ code: 'bad-index', wanted, asked, url: answer.url, got });
    }
    throw new GvError('bad-index', `${displayUrl(answer.url)} gave no release index: ${error.message}`, {
      hint: 'Open that address in a browser to see its answer, or name another server with GV_DL_URL.',
      cause: error,
    });
  }
}
