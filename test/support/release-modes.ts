/** How the test server answers one path. */
export type Mode =
  | { readonly kind: 'good' }
  /** Good bytes, a few at a time. */
  | { readonly kind: 'slow'; readonly bytes: number; readonly everyMs: number }
  /** So many bytes, and the rest only when this has settled. */
  | { readonly kind: 'held'; readonly after: number; readonly until: Promise<unknown> }
  /** The full length announced, the connection cut after so many bytes of this answer. */
  | { readonly kind: 'truncated'; readonly after: number }
  /** So many bytes of this answer, then silence. */
  | { readonly kind: 'stall'; readonly after: number }
  /** The index names another digest for every file. */
  | { readonly kind: 'lying-digest' }
  /** One byte of the file is flipped. */
  | { readonly kind: 'lying-bytes'; readonly at: number }
  /** These bytes instead, e.g. of another release, a foreign signature, garbage. */
  | { readonly kind: 'instead'; readonly bytes: Uint8Array; readonly type?: string }
  /** A path of this server, or a whole URL. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** What a captive portal serves: HTML with 200. */
  | { readonly kind: 'page' }
  /** Range is ignored. */
  | { readonly kind: 'no-ranges' }
  /** Another entity tag, as if the file had been replaced. */
  | { readonly kind: 'changed-etag' }
  /** Neither entity tag nor date. */
  | { readonly kind: 'no-validators' }
  /** A 206 that begins elsewhere than asked. */
  | { readonly kind: 'wrong-range' }
  /** A 206 that begins as asked by its header, and has one byte more. */
  | { readonly kind: 'long-range' }
  /** No Content-Length: the end of the connection's chunks is the end of the file. */
  | { readonly kind: 'chunked' }
  /** One after the other; the last one stays. */
  | { readonly kind: 'sequence'; readonly modes: readonly Mode[] };

export const GOOD: Mode = { kind: 'good' };

export const PAGE = '<!DOCTYPE html>\n<html><body>Please sign in to use this network.</body></html>\n';

/** `mode` for the first `count` requests, then good. */
export function firstly(count: number, mode: Mode): Mode {
  return { kind: 'sequence', modes: [...Array<Mode>(count).fill(mode), GOOD] };
}

/** The mode that counts for the request with this number, from 0. */
export function modeAt(mode: Mode, request: number): Exclude<Mode, { readonly kind: 'sequence' }> {
  if (mode.kind !== 'sequence') return mode;
  const chosen = mode.modes[Math.min(request, mode.modes.length - 1)] ?? GOOD;
  return modeAt(chosen, 0);
}
