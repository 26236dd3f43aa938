import type { Readable } from 'node:stream';
import type { AnswerPhase, BodyPhase } from '../../core/net/phase.ts';
import { PhaseError, type PhaseLimit, timed } from './timed.ts';

/** One request on an open connection. */
export interface ConnectionRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body that are read at most. */
  readonly most: number;
  readonly limit: PhaseLimit;
}

/** The head of an answer, and its body still under way. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
  /** Ends the exchange before the body is read whole. */
  readonly cut: () => void;
}

/** An answer with its two phases. */
export interface Answer {
  readonly phases: readonly [AnswerPhase] | readonly [AnswerPhase, BodyPhase];
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** False where the body did not end: it broke off, took too long, or has more than `most` bytes. */
  readonly isWhole: boolean;
  /** True where the body has more bytes than were read. */
  readonly isLong: boolean;
}

/** Measures a request: the time to the head of its answer, and the time of the body. */
export async function measure(
  { most, limit }: ConnectionRequest,
  begin: (ending: AbortSignal) => Promise<Head>,
): Promise<Answer> {
  const head = await timed(limit, begin);
  if ('failed' in head) {
    const phase: AnswerPhase = { name: 'first-byte', ms: head.ms, failed: head.failed };
    return { ...NO_ANSWER, phases: [phase] };
  }
  const { status, headers, body, cut } = head.value;
  const first: AnswerPhase = { name: 'first-byte', ms: head.ms, status };
  const parts: Buffer[] = [];
  const read = await timed(limit, (ending) => readBody(body, { parts, most, ending }));
  const bytes = Buffer.concat(parts);
  const isLong = 'value' in read && !read.value;
  if ('failed' in read || isLong) cut();
  const failed = 'failed' in read ? { failed: read.failed } : {};
  const second: BodyPhase = { name: 'body', ms: read.ms, ...failed, bytes: bytes.length };
  const isWhole = 'value' in read && read.value;
  return { phases: [first, second], status, headers, body: bytes, isWhole, isLong };
}

const NO_ANSWER = { status: undefined, headers: {}, body: new Uint8Array(), isWhole: false, isLong: false };

interface BodyBounds {
  readonly parts: Buffer[];
  readonly most: number;
  readonly ending: AbortSignal;
}

/** Reads a body to its end, or to `most` bytes: false then. */
async function readBody(body: Readable, { parts, most, ending }: BodyBounds): Promise<boolean> {
  let count = 0;
  ending.addEventListener('abort', () => body.destroy(new PhaseError('no-answer')), { once: true });
  for await (const part of body as AsyncIterable<Buffer>) {
    const kept = part.subarray(0, most - count);
    parts.push(kept);
    count += kept.length;
    if (kept.length < part.length) return false;
  }
  return true;
}
