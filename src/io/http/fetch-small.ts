import { networkError, statusError } from './http-error.ts';
import type { GetOptions, Http, HttpResponse } from './http.ts';
import type { NetworkLimits } from './network-limits.ts';
import { retryAfter, retrying } from './retry.ts';

export interface SmallAnswer {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  /** The address that answered, after redirects. */
  readonly url: URL;
  readonly bytes: Uint8Array;
}

/**
 * Fetches a file that fits in memory (an index, a signature, a key file), with retries; a slow answer is announced. Each answer has a total time, so that
 * a server that sends without end cannot hold gv. Any final status is an answer; 408, 425, 429 and 5xx that stay fail with
 * `http-status`. Fails also as `Http.get` does.
 */
export async function fetchSmall(http: Http, url: string | URL, options: GetOptions): Promise<SmallAnswer> {
  const { host } = new URL(url);
  const timer = setTimeout(() => http.emit({ type: 'asking', host }), http.limits.tellMs);
  try {
    return await fetched(http, url, options);
  } finally {
    clearTimeout(timer);
  }
}

async function fetched(http: Http, url: string | URL, options: GetOptions): Promise<SmallAnswer> {
  const signals = [http.world.signal, ...(options.signal === undefined ? [] : [options.signal])];
  return await retrying({ limits: http.limits, signal: AbortSignal.any(signals) }, async () => {
    const answer = await http.get(url, { ...options, withinMs: timeFor(http.limits, options.maxBytes) });
    const bytes = await readAll(answer);
    const failure = statusError(
      answer.status,
      answer.url.href,
      retryAfter(answer.headers['retry-after'], http.world.now()),
    );
    if (failure.transient) throw failure;
    return { status: answer.status, headers: answer.headers, url: answer.url, bytes };
  });
}

const MIB = 1024 * 1024;

function timeFor({ answerMs, answerMsPerMiB }: NetworkLimits, maxBytes: number): number {
  return answerMs + (answerMsPerMiB * maxBytes) / MIB;
}

async function readAll(answer: HttpResponse): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const announced = answer.headers['content-length'];
  if (announced === undefined || Number(announced) === bytes.length || answer.status === 304) return bytes;
  throw networkError(lengthMismatch(), { url: answer.url });
}

function lengthMismatch(): Error {
  return Object.assign(new Error('body and Content-Length differ'), {
    code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  });
}
