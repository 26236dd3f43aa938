import type { Piece } from '../../core/reuse/pieces.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { rangeOf, validatorOf } from '../download/part-source.ts';
import { HttpError, type HttpErrorOptions, isMissing, statusError } from '../http/http-error.ts';
import type { Http, HttpResponse } from '../http/http.ts';
import { retrying } from '../http/retry.ts';

/** A file at a URL, of which only some pieces are fetched. All bytes are unproven. */
export interface RangedFile {
  /** The address that answered, without credentials. */
  readonly url: string;
  /** Length of the whole file. */
  readonly total: number;
  /** The last bytes of the file; the whole file where it is shorter. */
  readonly tail: Uint8Array;
  /**
   * Fetches a piece and hands it over chunk by chunk; after a connection that broke, the rest of it. Fails as `openRanged` does,
   * and where the file changed in between.
   */
  fetch(piece: Piece, receiver: Receiver): Promise<void>;
}

export interface Receiver {
  readonly signal: AbortSignal;
  readonly take: (chunk: Uint8Array) => Promise<void> | void;
}

export interface RangedRequest {
  readonly tailBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Opens a file by asking for its end (RFC 9110, 14.1.2), whose answer also has its length. Undefined for a missing file (404,
 * 410). Fails with `network` for a server without ranges, and for one whose answer is another range than asked; else as
 * `Http.get` does, and with `http-status`.
 */
export async function openRanged(
  http: Http,
  url: URL,
  { tailBytes, signal }: RangedRequest,
): Promise<RangedFile | undefined> {
  const signals = AbortSignal.any([http.world.signal, signal]);
  return await retrying({ limits: http.limits, signal: signals }, async () => {
    const headers = { range: `bytes=-${tailBytes}` };
    const answer = await http.get(url, { purpose: 'bytes', headers, signal, maxBytes: tailBytes });
    if (isMissing(answer.status)) {
      await answer.discard();
      return undefined;
    }
    const range = await rangeIn(answer);
    const { start, end, total } = range;
    const length = Math.min(total, tailBytes);
    if (end !== total - 1 || start !== total - length) throw await otherRange(answer);
    const tail: Uint8Array[] = [];
    for await (const chunk of exactly(answer, length)) tail.push(chunk);
    // A redirect is followed once; credentials stay in the address that was asked.
    const at = answer.url.origin === url.origin ? url : answer.url;
    const fetch = fetcher(http, at, { first: answer, total });
    return { url: displayUrl(answer.url), total, tail: Buffer.concat(tail), fetch };
  });
}

interface Opened {
  readonly first: HttpResponse;
  readonly total: number;
}

function fetcher(http: Http, url: URL, { first, total }: Opened): RangedFile['fetch'] {
  const validator = validatorOf(first.headers);
  const tag = first.headers['etag'];
  const ask = async ({ from, to }: Piece, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    const headers = {
      range: `bytes=${from}-${to - 1}`,
      ...(validator === undefined ? {} : { 'if-range': validator }),
    };
    const answer = await http.get(url, { purpose: 'bytes', headers, signal, maxBytes: to - from });
    const range = await rangeIn(answer);
    const isSame = range.total === total && (answer.headers['etag'] ?? tag) === tag;
    if (!isSame) throw await refused(answer, 'has another file than a moment ago');
    if (range.start !== from || range.end !== to - 1) throw await otherRange(answer);
    return exactly(answer, to - from);
  };
  return async ({ from, to }, { signal, take }) => {
    let at = from;
    await retrying({ limits: http.limits, signal }, async () => {
      for await (const chunk of await ask({ from: at, to }, signal)) {
        // The receiver may take the memory over.
        const { byteLength } = chunk;
        await take(chunk);
        at += byteLength;
      }
    });
  };
}

interface AnsweredRange extends Record<'start' | 'end' | 'total', number> {}

async function rangeIn(answer: HttpResponse): Promise<AnsweredRange> {
  if (answer.status === 200) throw await refused(answer, 'sends the whole file in the place of a piece');
  if (answer.status !== 206) {
    await answer.discard();
    throw statusError(answer.status, answer.url.href);
  }
  const { start, end, total } = rangeOf(answer) ?? {};
  if (start === undefined || end === undefined || total === undefined) throw await otherRange(answer);
  return { start, end, total };
}

/** The body, which must have so many bytes; one more fails with `size-wrong` in the body itself. */
async function* exactly(answer: HttpResponse, length: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.byteLength;
    yield chunk;
  }
  if (size < length) throw refusal(answer, 'ends before the piece does', { transient: true });
}

function otherRange(answer: HttpResponse): Promise<HttpError> {
  return refused(answer, 'serves another range than asked');
}

async function refused(answer: HttpResponse, said: string): Promise<HttpError> {
  await answer.discard();
  return refusal(answer, said, { transient: false });
}

function refusal({ url }: HttpResponse, said: string, options: HttpErrorOptions): HttpError {
  return new HttpError('network', `${url.host} ${said}`, options);
}
