import { displayUrl, isLoopback, splitCredentials } from '../../core/text/urls.ts';
import { GvError } from '../../errors.ts';

/** `evidence` is believed because of the connection it came over (the index, a key file); `bytes` are proven afterwards. */
export type Purpose = 'evidence' | 'bytes';

/** The address of one hop and the headers that may travel there. */
export interface Hop {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Only these headers go on to another origin: any other may be a credential. */
const PUBLIC_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'range',
  'user-agent',
]);

/** True for the statuses that give another address for the same GET (RFC 9110, 15.4). */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Refuses plain http for evidence, except on this machine: an attacker on the way could change it. Code `insecure-url`. */
export function checkSecure(url: URL, purpose: Purpose): void {
  if (url.protocol === 'https:' || purpose === 'bytes' || isLoopback(url)) return;
  throw new GvError(
    'insecure-url',
    `${displayUrl(url)} is not https, and https is the only proof of this file`,
    {
      hint: 'Use an https address; plain http is for archives only (GV_MIRROR), which are proven afterwards.',
    },
  );
}

/**
 * The next hop of a redirect. Credentials stay with the origin that they were given for, and credentials in the new address
 * are dropped: the server that redirects must not choose the account that gv logs in with.
 * Fails with `bad-redirect` when the address is missing or unusable, or leads from https to http.
 */
export function followRedirect(from: Hop, location: string | undefined): Hop {
  const to = location === undefined ? null : URL.parse(location, from.url.href);
  if (to === null || (to.protocol !== 'https:' && to.protocol !== 'http:')) {
    throw badRedirect(from.url, 'nowhere that gv can follow');
  }
  const { url } = splitCredentials(to);
  url.hash = '';
  if (from.url.protocol === 'https:' && url.protocol === 'http:') {
    throw badRedirect(from.url, `from https to plain http: ${displayUrl(url)}`);
  }
  return { url, headers: url.origin === from.url.origin ? from.headers : publicOnly(from.headers) };
}

/** The failure for a chain of redirects that ends nowhere. */
export function badRedirect(from: URL, where: string): GvError {
  return new GvError('bad-redirect', `${displayUrl(from)} redirects ${where}`, {
    hint: 'Tell the administrator of that server, or name another server with GV_DL_URL or GV_MIRROR.',
  });
}

function publicOnly(headers: Hop['headers']): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => PUBLIC_HEADERS.has(name)));
}
