import { displayUrl } from '../../core/text/urls.ts';
import { isWebPage, signInPage } from '../../core/text/web-page.ts';
import { GvError } from '../../errors.ts';
import { HttpError, networkError, statusError } from '../http/http-error.ts';
import type { Http, HttpResponse } from '../http/http.ts';
import { retryAfter } from '../http/retry.ts';
import type { PartFile } from './part-file.ts';
import { dropSource, keepSource, rangeOf, readSource, totalOf } from './part-source.ts';

/** One file on its way into a part. */
export interface Transfer {
  readonly http: Http;
  readonly part: PartFile;
  readonly partPath: string;
  readonly fileName: string;
  readonly expectedSize: number | undefined;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  onStart(start: { readonly resumed: number; readonly total: number | undefined }): void;
  onBytes(count: number): void;
}

/** Makes one exchange, which brings the part to its end or makes it longer. */
export async function transfer(on: Transfer, url: URL): Promise<void> {
  const resume = await resumption(on, url);
  if (resume === 'complete') return;
  const answer = await on.http.get(url, {
    purpose: 'bytes',
    headers: resume,
    signal: on.signal,
    maxBytes: on.expectedSize ?? on.maxBytes,
  });
  try {
    await receive(on, url, answer);
  } catch (error) {
    await answer.discard();
    throw error;
  }
}

type Headers = Readonly<Record<string, string>>;

/** The headers that ask the same address for the rest of a part; empties a part that cannot be continued. */
async function resumption(on: Transfer, url: URL): Promise<Headers | 'complete'> {
  const source = on.part.size === 0 ? undefined : readSource(on.partPath);
  if (source === undefined || source.url !== displayUrl(url)) {
    await startAgain(on);
    return {};
  }
  const total = source.total ?? on.expectedSize;
  if (total !== undefined && on.part.size === total) {
    on.onStart({ resumed: total, total });
    return 'complete';
  }
  return { range: `bytes=${on.part.size}-`, 'if-range': source.validator };
}

async function startAgain(on: Transfer): Promise<void> {
  if (on.part.size > 0) await on.part.reset();
  await dropSource(on.partPath);
}

async function receive(on: Transfer, url: URL, answer: HttpResponse): Promise<void> {
  switch (answer.status) {
    case 200:
      checkType(on, url, answer);
      await startAgain(on);
      await keepSource(on.partPath, url, answer);
      return await fill(on, url, answer);
    case 206:
      await checkRange(on, url, answer);
      return await fill(on, url, answer);
    case 416:
      // Where the whole file was asked for, the answer makes no sense.
      if (on.part.size === 0) throw statusOf(on, url, answer);
      await startAgain(on);
      throw mismatch(url, 'cannot serve the rest of the file');
    default:
      throw statusOf(on, url, answer);
  }
}

function statusOf({ http }: Transfer, url: URL, { status, headers }: HttpResponse): HttpError {
  return statusError(status, url.href, retryAfter(headers['retry-after'], http.world.now()));
}

/** Refuses a 206 that begins elsewhere than the part ends, or belongs to a file of another length: the result would be parts of two files. */
async function checkRange(on: Transfer, url: URL, answer: HttpResponse): Promise<void> {
  const range = rangeOf(answer);
  const source = readSource(on.partPath);
  const sameLength = source?.total === undefined || range?.total === source.total;
  if (range !== undefined && range.start === on.part.size && sameLength) return;
  await startAgain(on);
  throw mismatch(url, 'serves another range than asked');
}

function mismatch(url: URL, said: string): HttpError {
  return new HttpError('network', `${url.host} ${said}: ${displayUrl(url)}`, {
    hint: 'Try again, or name another server with GV_MIRROR.',
    transient: true,
  });
}

async function fill(on: Transfer, url: URL, answer: HttpResponse): Promise<void> {
  const total = totalOf(answer) ?? on.expectedSize;
  on.onStart({ resumed: on.part.size, total });
  try {
    if (on.part.size > 0) checkSize(on, url, total);
    for await (const chunk of answer.body) {
      if (on.part.size === 0) {
        checkMagic(on, url, { chunk, total, answer });
        checkSize(on, url, total);
      }
      const count = chunk.byteLength;
      await on.part.append(chunk);
      on.onBytes(count);
      if (on.part.size > (total ?? on.maxBytes)) throw sizeWrong(on, url, on.part.size);
    }
  } finally {
    await on.part.flush();
  }
  if (on.part.size === 0) throw notAnArchive(on, { url, answer, got: 'nothing' });
  if (total !== undefined && on.part.size < total) throw cutShort(on, url, total);
}

function cutShort(on: Transfer, url: URL, total: number): HttpError {
  const cause = new Error(`${on.part.size} of ${total} bytes arrived`);
  return networkError(Object.assign(cause, { code: 'UND_ERR_SOCKET' }), { url });
}

/** The index has the length of a release; a server that announces or sends another length serves another file. */
function checkSize(on: Transfer, url: URL, total: number | undefined): void {
  const wanted = on.expectedSize;
  if (total === undefined || (wanted === undefined ? total <= on.maxBytes : total === wanted)) return;
  throw sizeWrong(on, url, total);
}

function sizeWrong(on: Transfer, url: URL, total: number): GvError {
  const wanted = on.expectedSize;
  const rule =
    wanted === undefined ? `more than ${on.maxBytes} are never accepted` : `${wanted} were expected`;
  return new GvError('size-wrong', `${on.fileName} has ${total} bytes at ${url.host}, ${rule}`, {
    hint: 'The server has another file than the released one; name another server with GV_MIRROR or GV_DL_URL.',
  });
}

function checkType(on: Transfer, url: URL, answer: HttpResponse): void {
  const type = answer.headers['content-type'];
  if (isWebPage({ type, start: new Uint8Array() })) throw notAnArchive(on, { url, answer, got: PAGE });
}

const PAGE = 'a web page';

interface FirstChunk {
  readonly chunk: Uint8Array;
  readonly total: number | undefined;
  readonly answer: HttpResponse;
}

/** gzip and zip begin with two known bytes (RFC 1952, 2.3.1; APPNOTE 4.3.7). Checked before the length, as the message explains more. */
function checkMagic(on: Transfer, url: URL, { chunk, total, answer }: FirstChunk): void {
  const magic = on.fileName.endsWith('.zip') ? [0x50, 0x4b] : [0x1f, 0x8b];
  if (magic.every((byte, at) => at >= chunk.byteLength || chunk[at] === byte)) return;
  if (isWebPage({ type: undefined, start: chunk })) throw notAnArchive(on, { url, answer, got: PAGE });
  // A file of the release's own length goes on to the digest, whose failure is the clearer one.
  if (on.expectedSize === undefined || total !== on.expectedSize)
    throw notAnArchive(on, { url, answer, got: 'something else' });
}

interface Got {
  readonly url: URL;
  readonly answer: HttpResponse;
  readonly got: string;
}

function notAnArchive(on: Transfer, { url, answer, got }: Got): GvError {
  const [wanted, asked] = [on.fileName, url];
  if (got === PAGE) return signInPage({ code: 'not-an-archive', wanted, asked, url: answer.url, got });
  return new GvError('not-an-archive', `got ${got} instead of ${wanted} from ${answer.url.host}`, {
    hint: `Open ${displayUrl(answer.url)} in a browser to see its answer, then try again.`,
  });
}
