import { GvError } from '../../errors.ts';
import type { PartReader } from '../download/part-file.ts';
import { rangeOf } from '../download/part-source.ts';
import type { Http, HttpResponse } from '../http/http.ts';

/** The last bytes of a zip that is still on its way, as its server sent them. */
export interface ZipTail {
  readonly bytes: Uint8Array;
  /** Length of the whole zip. */
  readonly total: number;
}

/** Reads a zip while it arrives. */
export interface ZipReader extends PartReader {
  opened(fd: number): void;
  grown(size: number): void;
  tail(tail: ZipTail): void;
}

/** The directory of 1.27.3, with 12 000 entries, has 1.8 MB. */
const TAIL_BYTES = 2 * 1024 * 1024;
/** A smaller zip arrives before a request for its end would. */
const SMALL_BYTES = 8 * 1024 * 1024;

/** Asks for the end of a zip, for the reader of that zip on its way. */
export interface TailAsker {
  /** Asks once; `total` is the length of the whole zip, from the answer that brings it. */
  ask(total: number | undefined): void;
  stop(): void;
}

export function tailAsker(http: Http, url: URL, reader: ZipReader | undefined): TailAsker {
  const stop = new AbortController();
  let isAsked = false;
  const show = async (total: number): Promise<void> => {
    const bytes = await zipTail(http, url, { total, signal: stop.signal });
    if (bytes !== undefined && !stop.signal.aborted) reader?.tail({ bytes, total });
  };
  return {
    ask(total) {
      if (reader === undefined || total === undefined || isAsked) return;
      isAsked = true;
      void show(total);
    },
    stop: () => stop.abort(),
  };
}

interface TailRequest {
  readonly total: number;
  readonly signal: AbortSignal;
}

/**
 * Asks for the end of a zip (RFC 9110, 14.2). Undefined for a small zip, a server without ranges and any failure. The end
 * only saves time, so gv never fails for it and never asks for it again.
 */
async function zipTail(
  http: Http,
  url: URL,
  { total, signal }: TailRequest,
): Promise<Uint8Array | undefined> {
  if (total < SMALL_BYTES) return undefined;
  const from = total - TAIL_BYTES;
  try {
    const headers = { range: `bytes=${from}-${total - 1}` };
    const answer = await http.get(url, { purpose: 'bytes', headers, signal, maxBytes: TAIL_BYTES });
    const range = rangeOf(answer);
    if (answer.status === 206 && range?.start === from && range.total === total) return await allOf(answer);
    await answer.discard();
  } catch (error) {
    if (!(error instanceof GvError)) throw error;
  }
  return undefined;
}

async function allOf(answer: HttpResponse): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return bytes.length === TAIL_BYTES ? bytes : undefined;
}
