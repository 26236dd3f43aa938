import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { openSource, type Source } from './release-files.ts';
import { PAGE, type Mode } from './release-modes.ts';

/** What a path holds. */
export interface Content {
  readonly source: Source;
  readonly size: number;
  readonly type: string;
  /** Names the content; the entity tag is made of it. */
  readonly digest: string;
}

export interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly mode: Exclude<Mode, { readonly kind: 'sequence' }>;
  /** Number of this request to its path, from 0. */
  readonly turn: number;
  readonly signal: AbortSignal;
}

const MODIFIED = 'Tue, 02 Jul 2024 18:34:11 GMT';

/** Sends an answer that does not depend on the content; false when the mode wants the content. */
export function answerWithout({ response, mode }: Answering): boolean {
  const text = { 'content-type': 'text/plain' };
  if (mode.kind === 'redirect') {
    response.writeHead(mode.status ?? 302, { location: mode.to }).end('moved\n');
  } else if (mode.kind === 'status') {
    response.writeHead(mode.status, { ...text, ...mode.headers }).end(`status ${mode.status}\n`);
  } else if (mode.kind === 'page') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  } else if (mode.kind === 'instead') {
    const type = mode.type ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': mode.bytes.length }).end(mode.bytes);
  } else return false;
  return true;
}

/** Sends the content, or the part of it that Range and If-Range ask for, as the mode says. */
export async function answerWith(on: Answering, content: Content): Promise<void> {
  const { request, response, mode, turn } = on;
  const etag = `"${content.digest.slice(0, 16)}${mode.kind === 'changed-etag' ? `-${turn}` : ''}"`;
  const validators = mode.kind === 'no-validators' ? {} : { etag, 'last-modified': MODIFIED };
  const breaks = mode.kind === 'stall' || mode.kind === 'truncated';
  if (!breaks && request.headers['if-none-match'] === etag) {
    response.writeHead(304, validators).end();
    return;
  }
  const start = mode.kind === 'no-ranges' ? 0 : rangeStart(request, content.size, etag);
  if (start > 0 && start >= content.size) {
    response.writeHead(416, { 'content-range': `bytes */${content.size}` }).end();
    return;
  }
  const shown = mode.kind === 'wrong-range' && start > 0 ? start - 1 : start;
  const from = mode.kind === 'long-range' && start > 0 ? start - 1 : shown;
  response.writeHead(start === 0 ? 200 : 206, {
    'content-type': content.type,
    'accept-ranges': 'bytes',
    ...validators,
    ...(mode.kind === 'chunked' ? {} : { 'content-length': content.size - from }),
    ...(start === 0 ? {} : { 'content-range': `bytes ${shown}-${content.size - 1}/${content.size}` }),
  });
  await send(on, openSource(content.source, from), from);
}

function rangeStart(request: IncomingMessage, size: number, etag: string): number {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (match === null || (condition !== undefined && condition !== etag && condition !== MODIFIED)) return 0;
  return Math.min(Number(match[1]), size);
}

async function send(on: Answering, body: Readable, start: number): Promise<void> {
  const { response, mode, signal } = on;
  if (mode.kind === 'slow') await drip(on, body, mode);
  else if (mode.kind === 'held') await hold(on, body, mode);
  else if (mode.kind === 'lying-bytes') await pipeline(body, flipping(mode.at - start), response, { signal });
  else if (mode.kind === 'truncated' || mode.kind === 'stall') {
    const bytes = await firstBytes(body, mode.after);
    // Destroyed only once the bytes have left: a test counts on them.
    response.write(bytes, () => {
      if (mode.kind === 'truncated') response.destroy();
    });
  } else await pipeline(body, response, { signal });
}

async function firstBytes(body: Readable, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

async function hold(
  { response, signal }: Answering,
  body: Readable,
  { after, until }: { readonly after: number; readonly until: Promise<unknown> },
): Promise<void> {
  const bytes = await firstBytes(body, Number.POSITIVE_INFINITY);
  response.write(bytes.subarray(0, after));
  const closed = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.race([until, closed]);
  response.end(bytes.subarray(after));
}

async function drip(
  { response, signal }: Answering,
  body: Readable,
  pace: { readonly bytes: number; readonly everyMs: number },
): Promise<void> {
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    for (let at = 0; at < chunk.length && !response.destroyed; at += pace.bytes) {
      response.write(chunk.subarray(at, at + pace.bytes));
      await wait(pace.everyMs, undefined, { signal });
    }
  }
  response.end();
}

function flipping(at: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let passed = 0;
    for await (const chunk of chunks) {
      const local = at - passed;
      passed += chunk.length;
      if (local < 0 || local >= chunk.length) yield chunk;
      else yield Buffer.from(chunk.map((byte, index) => (index === local ? byte ^ 0x01 : byte)));
    }
  };
}
