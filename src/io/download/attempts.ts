import { displayUrl } from '../../core/text/urls.ts';
import { GvError, type ErrorCode, hasCode } from '../../errors.ts';
import type { World } from '../../world.ts';
import type { Http } from '../http/http.ts';
import { retrying, type Retry } from '../http/retry.ts';
import type { PartFile, PartReader } from './part-file.ts';
import { dropSource } from './part-source.ts';
import { transfer } from './transfer.ts';

/** The events of a running download; bytes are counted over all attempts. */
export type DownloadEvent =
  | {
      readonly kind: 'start';
      readonly url: string;
      readonly resumed: number;
      readonly total: number | undefined;
    }
  | { readonly kind: 'bytes'; readonly received: number; readonly total: number | undefined }
  | ({ readonly kind: 'retry'; readonly url: string } & Retry)
  | { readonly kind: 'next-source'; readonly url: string; readonly why: GvError }
  | { readonly kind: 'cached'; readonly size: number };

export interface DownloadRequest {
  /** Asked in this order: mirrors, then the official hosts. */
  readonly urls: readonly (string | URL)[];
  readonly fileName: string;
  /** The path of the finished file, under the cache; the caller holds the mutex for it. */
  readonly destination: string;
  /** In bytes; undefined where the index has no size. */
  readonly expectedSize?: number | undefined;
  /** Lower-case hex. Decides only whether old bytes are kept; the caller proves the file. */
  readonly expectedSha256?: string | undefined;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  readonly emit?: (event: DownloadEvent) => void;
  /** Reads the bytes that have arrived so far; of a file from the cache, only by `arrived`. */
  readonly reader?: PartReader | undefined;
}

export interface Opened {
  readonly http: Http;
  readonly world: World;
  readonly request: DownloadRequest;
  readonly part: PartFile;
  readonly partPath: string;
}

export interface Run extends Opened {
  readonly signal: AbortSignal;
  readonly counts: {
    bytes: number;
    resumedBytes: number;
    retries: number;
    /** The file consists of more than one answer. */
    glued: boolean;
  };
}

/** A download whose part is open, before the first request. */
export function startRun(opened: Opened): Run {
  const { signal } = opened.request;
  return {
    ...opened,
    signal: AbortSignal.any([opened.world.signal, ...(signal === undefined ? [] : [signal])]),
    counts: { bytes: 0, resumedBytes: opened.part.size, retries: 0, glued: false },
  };
}

/**
 * Brings the part to its end. A file of several pieces that has another digest or length than expected is fetched once more in
 * one piece.
 */
export async function complete(run: Run): Promise<string> {
  try {
    const url = await fromSources(run);
    const { expectedSha256 } = run.request;
    if (!run.counts.glued || expectedSha256 === undefined || run.part.sha256() === expectedSha256) return url;
  } catch (error) {
    if (!run.counts.glued || !hasCode(error, 'size-wrong')) throw error;
  }
  await run.part.reset();
  await dropSource(run.partPath);
  Object.assign(run.counts, { resumedBytes: 0, glued: false });
  return await fromSources(run);
}

/** Failures of one source after which the next one is asked. */
const ELSEWHERE: ReadonlySet<string> = new Set<ErrorCode>([
  'network',
  'stalled',
  'http-status',
  'bad-redirect',
  'not-an-archive',
]);

async function fromSources(run: Run): Promise<string> {
  let failure = new GvError('failed', `no address to download ${run.request.fileName} from`);
  for (const [index, source] of run.request.urls.entries()) {
    const url = new URL(source);
    if (index > 0) run.request.emit?.({ kind: 'next-source', url: displayUrl(url), why: failure });
    try {
      await fromSource(run, url);
      return displayUrl(url);
    } catch (error) {
      if (!(error instanceof GvError) || !ELSEWHERE.has(error.code)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function fromSource(run: Run, url: URL): Promise<void> {
  const { http, request, part, partPath, counts, signal } = run;
  const emit = request.emit ?? (() => undefined);
  let whole: number | undefined;
  await retrying(
    {
      limits: http.limits,
      signal,
      onRetry: (retry) => {
        counts.retries += 1;
        emit({ kind: 'retry', url: displayUrl(url), ...retry });
      },
    },
    () =>
      transfer(
        {
          http,
          part,
          partPath,
          signal,
          fileName: request.fileName,
          expectedSize: request.expectedSize,
          maxBytes: request.maxBytes,
          onStart: ({ resumed, total }) => {
            whole = total;
            counts.glued ||= resumed > 0;
            counts.resumedBytes = Math.min(counts.resumedBytes, resumed);
            emit({ kind: 'start', url: displayUrl(url), resumed, total });
          },
          onBytes: (count) => {
            counts.bytes += count;
            emit({ kind: 'bytes', received: part.size, total: whole });
          },
        },
        url,
      ),
  );
}
