import { type ErrorCode, GvError } from '../../errors.ts';
import { displayUrl } from './urls.ts';

/** The parts of an answer that show whether it is a web page. */
export interface Answered {
  readonly type: string | undefined;
  /** Its first bytes; a few hundred are enough. */
  readonly start: Uint8Array;
}

/** True for HTML, by its type or by its first bytes. gv never asks for HTML. */
export function isWebPage({ type, start }: Answered): boolean {
  if (/^\s*(?:text\/html|application\/xhtml)/i.test(type ?? '')) return true;
  const text = new TextDecoder().decode(start.subarray(0, 512)).replace(/^\ufeff/, '');
  return /^\s*<(?:!doctype|html|head|body|meta|script|\?xml|!--)/i.test(text);
}

export interface Instead {
  readonly code: ErrorCode;
  /** The thing that was asked for, e.g. a file name. */
  readonly wanted: string;
  readonly asked: URL;
  /** The address that answered, after redirects. */
  readonly url: URL;
  /** The answer in words, e.g. `a web page`. */
  readonly got: string;
}

/**
 * The failure for an answer that looks like a sign-in page of the network (a captive portal, RFC 8952): hotels and trains
 * answer for every host until the user has signed in.
 */
export function signInPage({ code, wanted, asked, url, got }: Instead): GvError {
  const led = asked.host === url.host ? '' : `, which sends to ${url.host}`;
  return new GvError(
    code,
    `got ${got} instead of ${wanted} from ${asked.host}${led}: this looks like a sign-in page of the network`,
    { hint: `Open ${displayUrl(url)} in a browser, sign in if it asks for that, then try again.` },
  );
}
