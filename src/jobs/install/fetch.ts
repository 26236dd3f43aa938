import { join } from 'node:path';
import type { Emit } from '../../core/events.ts';
import { LIMITS } from '../../core/limits.ts';
import { archiveUrls, signatureUrls } from '../../core/release/addresses.ts';
import { displayUrl } from '../../core/text/urls.ts';
import { EXIT_OF, GvError, hasCode } from '../../errors.ts';
import {
  arrivedBytes,
  download,
  type Downloaded,
  type DownloadEvent,
  forgetDownload,
} from '../../io/download/download.ts';
import type { PartReader } from '../../io/download/part-file.ts';
import { fetchSmall } from '../../io/http/fetch-small.ts';
import { HttpError, isMissing, statusError } from '../../io/http/http-error.ts';
import type { Http } from '../../io/http/http.ts';
import { stagingPlace } from '../../io/stage/place.ts';
import { checkRoom, type ComingArchive } from '../../io/stage/room.ts';
import type { Keyring } from '../../trust/openpgp/keys.ts';
import { type OpenedSignature, openSignature } from '../../trust/openpgp/signature.ts';
import type { Run } from '../../world.ts';
import type { Found } from './find-archive.ts';

export interface Fetched {
  readonly archive: Downloaded;
  /** Undefined when no source has a signature. */
  readonly signature: Signature | undefined;
}

export interface Signature {
  readonly opened: OpenedSignature;
  /** The address that served the signature, without credentials. */
  readonly url: string;
}

export interface FetchRequest {
  readonly http: Http;
  readonly found: Found;
  readonly keyring: Keyring;
  /** Reads the archive while it arrives. */
  readonly reader: PartReader;
  /** Called as bytes of the archive arrive, and for one that is here already. */
  readonly onArriving: () => void;
}

/**
 * Downloads an archive and its signature at the same time, where the disk has room for the archive and its tree. A signature that
 * cannot prove any archive ends the download with its failure, and its bytes go. The caller closes the archive's handle.
 */
export async function fetchRelease(run: Run, request: FetchRequest): Promise<Fetched> {
  const { found } = request;
  const coming = await comingArchive(run, found);
  const { size } = found.file;
  if (size !== undefined) checkRoom({ ...coming, size, arrived: arrivedBytes(coming.file) });
  const stop = new AbortController();
  let wrong: GvError | undefined;
  const aside = fetchSignature(run, { ...request, signal: stop.signal });
  aside.catch((error: unknown) => {
    if (!(error instanceof GvError) || error.exit !== EXIT_OF['signature-wrong']) return;
    wrong = error;
    stop.abort();
  });
  try {
    const archive = await downloadArchive(run, { ...request, coming, signal: stop.signal });
    return { archive, signature: await closingOnFailure(aside, archive) };
  } catch (error) {
    stop.abort();
    if (wrong === undefined) throw error;
    await forgetDownload(coming.file);
    throw wrong;
  }
}

async function closingOnFailure<T>(work: Promise<T>, { handle }: Downloaded): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

type Unsized = Omit<ComingArchive, 'size' | 'arrived'>;

async function comingArchive({ layout }: Run, { file, version }: Found): Promise<Unsized> {
  const stage = await stagingPlace(layout);
  return { subject: `go ${version.label}`, file: join(layout.cache, file.name), stage };
}

interface ArchiveRequest extends FetchRequest {
  readonly coming: Unsized;
  readonly signal: AbortSignal;
}

async function downloadArchive(run: Run, request: ArchiveRequest): Promise<Downloaded> {
  const { http, found, coming, reader, onArriving, signal } = request;
  const { file, version, base } = found;
  const archive = await download(http, run, {
    urls: archiveUrls(run.env, { fileName: file.name, version, base }),
    fileName: file.name,
    destination: coming.file,
    expectedSize: file.size,
    expectedSha256: file.sha256,
    maxBytes: file.size ?? LIMITS.archiveBytes,
    reader,
    signal,
    emit: (event) => {
      if (file.size === undefined) checkRoomAtStart(event, coming);
      if (event.kind === 'bytes' || event.kind === 'cached') onArriving();
      tellDownload(event, file.name, run.emit);
    },
  });
  tellDownloaded(archive, run.emit);
  return archive;
}

/** Refuses a download whose size its server announces, and for which the disk has no room. Fails with `disk-full`. */
export function checkRoomAtStart(
  event: DownloadEvent,
  coming: Omit<ComingArchive, 'size' | 'arrived'>,
): void {
  // A proxy's directory reports a file after it was copied.
  if (event.kind !== 'start' || event.total === undefined || event.url.startsWith('file:')) return;
  checkRoom({ ...coming, size: event.total, arrived: event.resumed });
}

/** Reports the time and bytes of a finished download; does nothing for a file of the cache. */
export function tellDownloaded(
  { measured, stats }: Pick<Downloaded, 'measured' | 'stats'>,
  emit: Emit,
): void {
  if (stats.url === undefined) return;
  const { bytes, resumedBytes: resumed, retries, url } = stats;
  emit({ type: 'downloaded', file: measured.name, bytes, ms: Math.round(stats.ms), resumed, retries, url });
}

/** Emits an event of a download as an event of the job. */
export function tellDownload(event: DownloadEvent, file: string, emit: Emit): void {
  switch (event.kind) {
    case 'bytes':
      return emit({ type: 'download', file, bytes: event.received, total: event.total });
    case 'start':
      if (event.resumed > 0) emit({ type: 'resume', file, at: event.resumed });
      return;
    case 'retry':
      return emit({ type: 'retry', url: displayUrl(event.url), why: event.why.message });
    case 'next-source':
      return emit({ type: 'next-server', url: displayUrl(event.url), why: event.why.message });
    case 'cached':
      return emit({ type: 'cached', file });
  }
}

interface SignatureJob extends Pick<FetchRequest, 'http' | 'found' | 'keyring'> {
  readonly signal: AbortSignal;
}

/**
 * The opened `.asc` of an archive, from any server, as its key proves it. A source that has none, cannot be reached, or sends
 * something that is no signature, is followed by the next; a signature that proves nothing is not. Undefined when all sources say that they
 * have none. Fails as the first source that sent something else, or as the last one where there was no such source, and as
 * `openSignature` does.
 */
async function fetchSignature(run: Run, job: SignatureJob): Promise<Signature | undefined> {
  const { file, version, base } = job.found;
  let failure: GvError | undefined;
  for (const url of signatureUrls(run.env, { fileName: file.name, version, base })) {
    try {
      const signature = await signatureAt(run, url, job);
      if (signature !== undefined) return signature;
    } catch (error) {
      if (!isWithoutSignature(error)) throw error;
      if (failure?.exit !== EXIT_OF['signature-malformed']) failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

/** True where a source said neither that it has no signature, nor sent one. */
function isWithoutSignature(error: unknown): error is GvError {
  return error instanceof HttpError || hasCode(error, 'bad-redirect', 'size-wrong', 'signature-malformed');
}

async function signatureAt(
  run: Run,
  address: URL,
  { http, found, keyring, signal }: SignatureJob,
): Promise<Signature | undefined> {
  const options = { purpose: 'bytes', maxBytes: LIMITS.signatureBytes, signal } as const;
  const { status, bytes } = await fetchSmall(http, address, options);
  if (isMissing(status)) return undefined;
  if (status !== 200) throw statusError(status, address.href);
  const url = displayUrl(address);
  const { name } = found.file;
  try {
    return { opened: await openSignature({ name, signature: bytes, keyring, now: run.now() }), url };
  } catch (error) {
    throw error instanceof GvError ? namingSources(error, { signature: url }) : error;
  }
}

/** The servers of an archive and of its signature, without credentials; undefined where there was none. */
export interface Servers {
  readonly archive?: string | undefined;
  readonly signature?: string | undefined;
}

/** Adds the servers to a failed proof, as there may be several mirrors. */
export function namingSources(error: GvError, { archive, signature }: Servers): GvError {
  const { code, message, hint } = error;
  const ofSignature = signature !== undefined && code.startsWith('sign') ? `signature from ${signature}` : '';
  const served = [archive === undefined ? '' : `from ${archive}`, ofSignature].filter((text) => text !== '');
  if (served.length === 0) return error;
  return new GvError(code, `${message} (${served.join(', ')})`, { hint, cause: error });
}
