import { type ErrorCode, GvError } from '../../errors.ts';
import { displayUrl } from './urls.ts';

/** An answer, as far as it tells a web page from what was asked for. */
export interface Answered {
  readonly type: string | undefined;
  /** Its first bytes; a few hundred are enough. */
  readonly start: Uint8Array;
}

/** True for HTML, whether its type or only its bytes say so. Nothing that gv asks for is any. */
export function isWebPage({ type, start }: Answered): boolean {
  if (/^\s*(?:text\/html|application\/xhtml)/i.test(type ?? '')) return true;
  const text = new TextDecoder().decode(start.subarray(0, 512)).replace(/^\ufeff/, '');
  return /^\s*<(?:!doctype|html|head|body|meta|script|\?xml|!--)/i.test(text);
}

export interface Instead {
  readonly code: ErrorCode;
  /** What was asked for, e.g. a file name. */
  readonly wanted: string;
  readonly asked: URL;
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  /** What came, e.g. `a web page`. */
  readonly got: string;
}

/**
 * The failure for an answer that looks like a sign-in page of the network (a captive portal, RFC 8952): hotels and trains
 * answer for every host until somebody has signed in.
 */
export function signInPage({ code, wanted, asked, url, got }: Instead): GvError {
  const led = asked.host === url.host ? '' : `, which sends to ${url.host}`;
  return new GvError(
    code,
    `got ${got} instead of ${wanted} from ${asked.host}${led}: this looks like a sign-in page of the network`,
    { hint: `Open ${displayUrl(url)} in a browser, sign in if it asks for that, then try again.` },
  );
}
