import type { Readable } from 'node:stream';
import { GvError } from '../../errors.ts';
import type { Pace } from './pace.ts';

/** A body as undici gives it. */
export interface IncomingBody extends Readable {
  dump(options: { readonly limit: number }): Promise<void>;
}

export interface BodyBounds {
  readonly maxBytes: number;
  readonly url: URL;
  readonly pace: Pace;
  /** Turns an error of the connection into a failure of gv. */
  failure(error: unknown): GvError;
}

/** The chunks of a body up to `maxBytes`; one byte more fails with `size-wrong`. A reader that stops early ends the transfer. */
export async function* boundedBody(body: IncomingBody, bounds: BodyBounds): AsyncGenerator<Uint8Array> {
  const { pace } = bounds;
  let size = 0;
  pace.wait();
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      pace.arrived(chunk.byteLength);
      size += chunk.byteLength;
      if (size > bounds.maxBytes) {
        throw new GvError('size-wrong', `${bounds.url.host} sends more than ${bounds.maxBytes} bytes`, {
          hint: 'The server sends another file than the requested one; name another server with GV_DL_URL or GV_MIRROR.',
        });
      }
      yield chunk;
      pace.wait();
    }
  } catch (error) {
    throw bounds.failure(error);
  } finally {
    pace.stop();
  }
}

const DISCARD_BYTES = 16 * 1024;
const DISCARD_MS = 1_000;

/** Reads a short rest, so that the connection can be used again, and cuts a rest that is long or slow. */
export async function discardBody(body: IncomingBody): Promise<void> {
  if (body.destroyed) return;
  const timer = setTimeout(() => body.destroy(), DISCARD_MS);
  await body.dump({ limit: DISCARD_BYTES });
  clearTimeout(timer);
}

/** Headers by lower-case name; repeated ones joined by a comma (RFC 9110, 5.3). */
export function flatHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]];
    }),
  );
}
